import { describe, expect, it } from "vitest";
import { binderOf } from "../../src/conflicts/bind.ts";
import type { Selector } from "../../src/conflicts/pack-schema.ts";
import { modelOf } from "../builders/judging.ts";
import { groupNamed, packageNamed, roleOf } from "../builders/pack.ts";
import { aTenant, type TenantBuilder } from "../builders/tenant.ts";

const at = "pack.yaml:3:7";
const bind = (tenant: TenantBuilder, selector: Selector) => binderOf(tenant.build(), modelOf(tenant))({ selector, at });

const bank = () =>
  aTenant()
    .accessPackage("p1", { displayName: "Pay", catalogId: "c1", catalogName: "Payments" })
    .accessPackage("p2", { displayName: "Pay", catalogId: "c2", catalogName: "Ledger" })
    .accessPackage("p3", { displayName: "Post" })
    .group("g1", { displayName: "PAY" })
    .directoryRoles("admin", "reader")
    .app("erp", "Pay", "Post");

const roleRow = { id: "role-id", value: "Role.Value", displayName: "The role", isEnabled: true };

describe("binding", () => {
  it.each([
    [packageNamed("Post"), "accessPackage", "p3"],
    [{ accessPackage: { id: "p1" } }, "accessPackage", "p1"],
    [{ accessPackage: { name: "Pay", catalog: "Ledger" } }, "accessPackage", "p2"],
    [{ accessPackage: { name: "Pay", catalog: "c1" } }, "accessPackage", "p1"],
    [groupNamed("PAY"), "group", "g1"],
    [{ group: { id: "g1", membership: "transitive" } }, "group", "g1"],
    [roleOf("erp", "Pay"), "appRole", "erp/Pay"],
    [roleOf("erp-app", "Post"), "appRole", "erp/Post"],
    [{ site: { url: "https://bank.example/pay", role: "Owners" } }, "site", "https://bank.example/pay/Owners"],
    [{ directoryRole: { templateId: "admin-template" } }, "directoryRole", "admin"],
    [{ directoryRole: { name: "The admin" } }, "directoryRole", "admin"],
    [{ directoryRole: { id: "admin" } }, "directoryRole", "admin"],
  ] satisfies [Selector, string, string][])("finds %j", (selector, kind, id) => {
    expect(bind(bank(), selector)).toMatchObject({ kind: "bound", point: { kind, id, reach: "transitive" } });
  });

  it("finds an app role by value or id, under the name of both", () => {
    const tenant = aTenant().row("servicePrincipals", {
      id: "sp",
      appId: null,
      appOwnerOrganizationId: null,
      displayName: "ERP",
      servicePrincipalType: null,
      accountEnabled: null,
      appRoles: [roleRow],
    });
    const found = {
      kind: "bound",
      point: { kind: "appRole", id: "sp/role-id", name: "ERP / Role.Value", reach: "transitive" },
    };
    expect(bind(tenant, roleOf("ERP", "Role.Value"))).toMatchObject(found);
    expect(bind(tenant, roleOf("sp", "role-id"))).toMatchObject(found);
  });

  it("keeps the reach that is asked for", () => {
    expect(bind(bank(), groupNamed("PAY", "direct"))).toMatchObject({ point: { reach: "direct" } });
  });

  it.each([
    [packageNamed("Pay"), '2 things match the access package with name "Pay"; name it by id'],
    [packageNamed("Gone"), 'nothing in the tenant matches the access package with name "Gone"'],
    [
      { accessPackage: { name: "Pay", catalog: "HR" } },
      'nothing in the tenant matches the access package with name "Pay" in the catalog "HR"',
    ],
    [groupNamed("pay"), 'nothing in the tenant matches the group with name "pay"'],
    [roleOf("erp", "Release"), 'nothing in the tenant matches app role "Release" of "erp"'],
    [roleOf("crm", "Pay"), 'nothing in the tenant matches app role "Pay" of "crm"'],
    [{ directoryRole: { name: "admin" } }, 'nothing in the tenant matches the directory role with name "admin"'],
  ] satisfies [Selector, string][])("makes a problem of %j, with its place", (selector, message) => {
    expect(bind(bank(), selector)).toEqual({ kind: "problem", message: `${at}: ${message}` });
  });

  it.each([
    [packageNamed("Gone"), "accessPackages"],
    [groupNamed("Gone"), "groups"],
    [roleOf("Gone", "Pay"), "servicePrincipals"],
    [{ directoryRole: { name: "Gone" } }, "directoryRoleDefinitions"],
  ] as const)("does not call %j missing where %s were not all read", (selector, section) => {
    expect(bind(bank().partial(section), selector)).toEqual({ kind: "unread", section });
    expect(bind(bank().unread(section), selector)).toEqual({ kind: "unread", section });
  });
});
