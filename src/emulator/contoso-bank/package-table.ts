import type { Granted } from "../builder/drafts.ts";
import type { Department } from "./people.ts";

export type PolicyKind = "governed" | "lenient" | "standing" | "byAdministrators" | "openToTheWorld" | "automatic";

export type OrdinaryPackage = {
  readonly name: string;
  readonly catalog: string;
  /** The group whose membership the package gives. */
  readonly group: string;
  readonly audience: readonly Department[] | "everybody";
  readonly holders: number;
  readonly policies: readonly PolicyKind[];
  readonly also?: readonly Granted[];
};

const report = { app: "app-finance-erp", role: "Report.Read" } as const;
const analystSite = { site: "https://contosobank.sharepoint.com/sites/finance-analysis", role: "Members" } as const;

const table = [
  ["Wire Release - Observer", "Payment Operations", "APP-WireRelease", ["Payments", "Risk"], 34, ["governed"]],
  ["Payment Reconciliation", "Payment Operations", "APP-PayRecon", ["Settlements", "Finance"], 46, ["governed"]],
  ["Payment Templates - Editor", "Payment Operations", "APP-PayTemplates", ["Payments"], 30, ["lenient"]],
  ["Cash Forecasting", "Payment Operations", "APP-CashForecast", ["Treasury"], 38, ["lenient"]],
  [
    "Financial Analyst - Standard",
    "Finance Applications",
    "APP-FinAnalyst",
    ["Finance", "Finance Control"],
    60,
    ["governed"],
    [report, analystSite],
  ],
  [
    "Financial Analyst - Senior",
    "Finance Applications",
    "APP-FinAnalystSenior",
    ["Finance"],
    26,
    ["governed", "standing"],
    [report],
  ],
  [
    "General Ledger - Reader",
    "Finance Applications",
    "APP-GL-Readers",
    ["Finance", "Finance Control", "Internal Audit"],
    62,
    ["lenient"],
    [{ app: "app-finance-erp", role: "Ledger.Read" }],
  ],
  [
    "General Ledger - Poster",
    "Finance Applications",
    "APP-GL-Posters",
    ["Finance"],
    24,
    ["standing"],
    [{ app: "app-finance-erp", role: "Ledger.Post" }],
  ],
  ["Fixed Assets", "Finance Applications", "APP-FixedAssets", ["Finance"], 22, ["byAdministrators"]],
  [
    "Expense Auditing",
    "Finance Applications",
    "APP-ExpenseAudit",
    ["Internal Audit", "Finance Control"],
    34,
    ["lenient", "openToTheWorld"],
  ],
  ["Trading - Front Office", "Treasury and Markets", "APP-TradingFront", ["Markets"], 36, ["governed"]],
  ["Trading - Settlement", "Treasury and Markets", "APP-TradingSettlement", ["Settlements"], 28, ["governed"]],
  ["Market Data", "Treasury and Markets", "APP-MarketData", ["Markets", "Treasury", "Risk"], 70, ["standing"]],
  ["Liquidity Reporting", "Treasury and Markets", "APP-Liquidity", ["Treasury", "Risk"], 44, ["lenient"]],
  [
    "Collateral Management",
    "Treasury and Markets",
    "APP-Collateral",
    ["Treasury", "Settlements"],
    40,
    ["byAdministrators"],
  ],
  ["Vendor Master - Maintainer", "Procurement", "APP-VendorMaster", ["Procurement"], 22, ["governed"]],
  ["Purchase Order - Approver", "Procurement", "APP-PO-Approvers", ["Finance"], 24, ["governed"]],
  ["Purchase Order - Requester", "Procurement", "APP-PO-Requesters", ["Procurement", "Technology"], 46, ["standing"]],
  ["Contract Repository", "Procurement", "APP-Contracts", ["Procurement", "Risk"], 40, ["lenient"]],
  ["Supplier Risk", "Procurement", "APP-SupplierRisk", ["Risk", "Procurement"], 32, ["openToTheWorld"]],
  ["HR Core - Reader", "Human Resources", "APP-HR-Readers", ["Human Resources"], 20, ["governed"]],
  ["Payroll Run", "Human Resources", "APP-Payroll", ["Human Resources"], 10, ["governed"]],
  ["Recruiting", "Human Resources", "APP-Recruiting", ["Human Resources"], 14, ["standing"]],
  ["Learning", "Human Resources", "APP-Learning", "everybody", 150, ["automatic"]],
  ["Collaboration Starter", "General", "APP-Collaboration", "everybody", 320, ["automatic", "standing"]],
  ["VPN Access", "General", "APP-VPN", "everybody", 190, ["byAdministrators"]],
  ["Developer Workstation", "General", "APP-Developers", ["Technology"], 28, ["standing"]],
] as const satisfies readonly (readonly [
  string,
  string,
  string,
  OrdinaryPackage["audience"],
  number,
  OrdinaryPackage["policies"],
  (readonly Granted[])?,
])[];

/** The packages that the story of the payments is not about. */
export const ordinaryPackages: readonly OrdinaryPackage[] = table.map(
  ([name, catalog, group, audience, holders, policies, also = []]) => ({
    name,
    catalog,
    group,
    audience,
    holders,
    policies,
    also,
  }),
);
