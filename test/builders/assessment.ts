import type { AccessPoint, Holding, ObjectRef, Principal } from "../../src/domain/access.ts";
import type {
  AssessedConflict,
  Assessment,
  Coverage,
  Declaration,
  Duty,
  Finding,
} from "../../src/domain/assessment.ts";
import { sectionNames } from "../../src/domain/sections.ts";
import { people, type Person } from "./people.ts";

export const initiators: AccessPoint = {
  kind: "group",
  id: "7c1d0000-0000-4000-8000-00000000a001",
  name: "PAY-Initiators",
};
export const approvers: AccessPoint = {
  kind: "group",
  id: "7c1d0000-0000-4000-8000-00000000a002",
  name: "PAY-Approvers",
};
export const leads: ObjectRef = { kind: "group", id: "7c1d0000-0000-4000-8000-00000000a003", name: "PAY-Team-Leads" };
export const initiatorPackage: AccessPoint = {
  kind: "accessPackage",
  id: "0f2a0000-0000-4000-8000-00000000b001",
  name: "Vendor Payment - Initiator",
};
export const approverPackage: AccessPoint = {
  kind: "accessPackage",
  id: "0f2a0000-0000-4000-8000-00000000b002",
  name: "Vendor Payment - Approver",
};
export const declaredId = `declared/${initiatorPackage.id}/${approverPackage.id}`;

export const snapshotDigest = `sha256:${"3f5c9a0e".repeat(8)}`;
const rulesDigest = `sha256:${"b81d22e7".repeat(8)}`;

const duty = (id: string, title: string, ...accessPoints: readonly AccessPoint[]): Duty => ({
  id,
  title,
  accessPoints,
});

const oneWay: Declaration = { from: approverPackage.id, to: initiatorPackage.id, kind: "accessPackage" };

const conflicts: readonly AssessedConflict[] = [
  {
    id: "PAY-R01",
    source: "pack",
    pack: "payments",
    title: "One person can raise and approve the same payment",
    severity: "critical",
    atMost: 1,
    duties: [
      duty("initiate-payment", "Raise a payment", initiatorPackage, initiators),
      duty("approve-payment", "Approve a payment", approverPackage, approvers),
    ],
    declarations: [oneWay],
    outcome: "violated",
    holders: 11,
  },
  {
    id: "PAY-R02",
    source: "pack",
    pack: "payments",
    title: "One person can change a vendor's bank account and approve its payment",
    severity: "critical",
    atMost: 1,
    duties: [
      duty("maintain-vendor", "Change a vendor's bank account"),
      duty("approve-payment", "Approve a payment", approverPackage, approvers),
    ],
    declarations: [],
    outcome: "inconclusive",
    holders: 0,
    reason: "appRoleAssignments was denied: GET /servicePrincipals/{id}/appRoleAssignedTo needs Application.Read.All",
  },
  {
    id: "GL-R01",
    source: "pack",
    pack: "gl",
    title: "One person can prepare and post a journal",
    severity: "high",
    atMost: 1,
    duties: [duty("prepare-journal", "Prepare a journal"), duty("post-journal", "Post a journal")],
    declarations: [],
    outcome: "not-applicable",
    holders: 0,
    reason: "Nothing is bound to prepare-journal and post-journal",
  },
  {
    id: declaredId,
    source: "declared",
    pack: null,
    title: "Vendor Payment - Initiator and Vendor Payment - Approver",
    severity: "high",
    atMost: 1,
    duties: [
      duty(initiatorPackage.id, initiatorPackage.name, initiatorPackage),
      duty(approverPackage.id, approverPackage.name, approverPackage),
    ],
    declarations: [oneWay],
    outcome: "violated",
    holders: 7,
  },
];

const coverage: readonly Coverage[] = sectionNames.map((section, index): Coverage => {
  const times = {
    startedAt: `2026-11-23T06:${String(10 + index).padStart(2, "0")}:04Z`,
    finishedAt: `2026-11-23T06:${String(10 + index).padStart(2, "0")}:41Z`,
  };
  if (section === "appRoleAssignments") {
    return {
      section,
      status: "denied",
      read: 0,
      expected: null,
      duplicates: 0,
      pages: 0,
      ...times,
      reason:
        "GET /servicePrincipals/{id}/appRoleAssignedTo answered 403 Authorization_RequestDenied (request-id 5b1c)",
      missingPermission: "Application.Read.All",
      costs: ["dual-holder", "out-of-band-holder"],
    };
  }
  if (section === "signIns") {
    return {
      section,
      status: "failed",
      read: 999,
      expected: 1430,
      duplicates: 0,
      pages: 1,
      ...times,
      reason: "GET /users?$select=signInActivity answered 504 six times (request-id 77de)",
      costs: ["stale-access"],
    };
  }
  return {
    section,
    status: "complete",
    read: 143 + index,
    expected: index % 2 === 0 ? 143 + index : null,
    duplicates: 0,
    pages: 1 + (index % 4),
    ...times,
    costs: [],
  };
});

/** The bank of the story: eleven people in both PAY-Initiators and PAY-Approvers. */
export function aBankAssessment(): Assessment {
  return {
    schemaVersion: "1.0",
    run: {
      id: "2026-11-23T061000Z-8c1f",
      tenantId: "a9d2c3b4-1111-4222-8333-9a8b7c6d5e4f",
      tenantName: "Northgate Bank",
      startedAt: "2026-11-23T06:10:00Z",
      finishedAt: "2026-11-23T06:26:12Z",
      asOf: "2026-11-23T06:00:00Z",
      toolVersion: "0.1.0",
      snapshotDigest,
      rulesDigest,
      identity: {
        kind: "application",
        appId: "5d0f7a52-aaaa-4bbb-8ccc-1234567890ab",
        objectId: "61a7b2c3-dddd-4eee-8fff-ba0987654321",
        permissions: ["AuditLog.Read.All", "EntitlementManagement.Read.All", "GroupMember.Read.All", "User.Read.All"],
      },
    },
    coverage,
    conflicts,
    outcomes: [
      outcome(
        "dual-holder",
        "SOD-001",
        "People who hold duties that must be separate",
        "critical",
        "violated",
        143,
        18,
      ),
      outcome("one-way-declaration", "SOD-003", "Separations declared one way only", "high", "violated", 1, 1),
      outcome("undeclared-conflict", "SOD-004", "Conflicts the tenant does not enforce", "high", "satisfied", 1, 0),
      outcome("standing-access", "LIF-001", "Policies that grant access without an end", "high", "violated", 6, 2),
      {
        ...outcome(
          "stale-access",
          "LIF-004",
          "Access that nobody has used for 90 days",
          "medium",
          "inconclusive",
          0,
          0,
        ),
        reason: "signIns was read in part only (999 of 1,430), and this rule concludes from absence",
      },
      outcome("disabled-holder", "LIF-005", "Disabled accounts that still hold access", "high", "violated", 143, 1),
      {
        ...outcome(
          "out-of-band-holder",
          "BYP-002",
          "Holders that no package accounts for",
          "high",
          "inconclusive",
          0,
          0,
        ),
        reason: "appRoleAssignments was denied",
      },
      outcome(
        "incomplete-collection",
        "DQ-001",
        "Collections that were not completely read",
        "critical",
        "violated",
        16,
        2,
      ),
    ],
    findings: [...people.map(dualHolder), ...people.slice(0, 7).map(declaredDualHolder), ...otherFindings()],
  };
}

/** The same bank, read completely and with nothing wrong in what is bound. */
export function aCleanAssessment(): Assessment {
  const { coverage, conflicts, outcomes, ...rest } = aBankAssessment();
  return {
    ...rest,
    coverage: coverage.map(({ section, startedAt, finishedAt }) => ({
      section,
      status: "complete",
      read: 143,
      expected: 143,
      duplicates: 0,
      pages: 1,
      startedAt,
      finishedAt,
      costs: [],
    })),
    conflicts: conflicts
      .filter(({ outcome }) => outcome === "violated")
      .map((conflict) => ({ ...conflict, outcome: "satisfied", holders: 0 })),
    outcomes: outcomes.map(({ rule, code, title, severity }) =>
      outcome(rule, code, title, severity, "satisfied", 143, 0),
    ),
    findings: [],
  };
}

const outcome = (
  rule: string,
  code: string,
  title: string,
  severity: Assessment["outcomes"][number]["severity"],
  kind: Assessment["outcomes"][number]["outcome"],
  examined: number,
  violations: number,
): Assessment["outcomes"][number] => ({ rule, code, title, severity, outcome: kind, examined, violations });

export const principalOf = ({ id, name, enabled }: Person): Principal => ({
  id,
  type: "user",
  userPrincipalName: `${name.toLowerCase().replaceAll(/[^a-z]+/gu, ".")}@northgate.example`,
  displayName: name,
  enabled,
});

const direct = (accessPoint: AccessPoint, row: number): Holding => ({
  accessPoint,
  membership: "active",
  path: [accessPoint],
  from: null,
  until: null,
  evidence: [`groupMembers/${accessPoint.name}#/value/${row}`],
});

const nested = (accessPoint: AccessPoint, row: number): Holding => ({
  ...direct(accessPoint, row),
  path: [leads, accessPoint],
});

const assigned = (accessPoint: AccessPoint, row: number, until: string | null): Holding => ({
  accessPoint,
  membership: "active",
  path: [{ kind: "assignment", id: `assignment-${accessPoint.name}-${row}`, name: "Standard policy" }, accessPoint],
  from: `2025-0${1 + (row % 9)}-14T09:30:00Z`,
  until,
  evidence: [`assignments/1#/value/${row}`],
});

function dualHolder(person: Person, row: number): Finding {
  const principal = principalOf(person);
  return {
    id: `f-pay-r01-${String(row).padStart(2, "0")}`,
    rule: "dual-holder",
    code: "SOD-001",
    severity: "critical",
    arithmetic: "critical",
    status: row === 9 ? "waived" : "open",
    exposure: row === 8 ? "eligible" : "active",
    principal,
    conflict: "PAY-R01",
    alsoDeclared: row < 7 ? [declaredId] : [],
    sides: [
      {
        duty: "initiate-payment",
        title: "Raise a payment",
        holdings: [direct(initiators, row), ...(row < 7 ? [assigned(initiatorPackage, row, null)] : [])],
      },
      {
        duty: "approve-payment",
        title: "Approve a payment",
        holdings: [
          row % 4 === 3 ? nested(approvers, row) : direct(approvers, row),
          ...(row < 7 ? [assigned(approverPackage, row + 40, "2027-01-31T00:00:00Z")] : []),
        ],
      },
    ],
    message: `${principal.displayName} can raise a payment and approve it.`,
    remedy: "End one of the two sides; the plan proposes which.",
    evidence: [`groupMembers/PAY-Initiators#/value/${row}`, `groupMembers/PAY-Approvers#/value/${row}`],
  };
}

function declaredDualHolder(person: Person, row: number): Finding {
  const { alsoDeclared: _, ...finding } = dualHolder(person, row);
  return {
    ...finding,
    id: `f-declared-${String(row).padStart(2, "0")}`,
    severity: "high",
    conflict: declaredId,
    sides: [
      { duty: initiatorPackage.id, title: initiatorPackage.name, holdings: [assigned(initiatorPackage, row, null)] },
      {
        duty: approverPackage.id,
        title: approverPackage.name,
        holdings: [assigned(approverPackage, row + 40, "2027-01-31T00:00:00Z")],
      },
    ],
    message: `${person.name} holds two packages that were declared incompatible.`,
    evidence: [`assignments/1#/value/${row}`, `assignments/1#/value/${row + 40}`],
  };
}

function otherFindings(): readonly Finding[] {
  const base = { arithmetic: "high", status: "open", exposure: "active", principal: null } as const;
  return [
    {
      id: "f-one-way",
      ...base,
      rule: "one-way-declaration",
      code: "SOD-003",
      severity: "high",
      subject: approverPackage,
      conflict: declaredId,
      message: "Holders of Vendor Payment - Approver can still ask for Vendor Payment - Initiator.",
      remedy: "Declare the incompatibility on Vendor Payment - Initiator as well.",
      evidence: ["incompatibleAccessPackages/2#/value/0"],
    },
    ...[initiatorPackage, approverPackage].map(
      (subject, index): Finding => ({
        id: `f-standing-${index}`,
        ...base,
        rule: "standing-access",
        code: "LIF-001",
        severity: "high",
        subject: { kind: "policy", id: `policy-${index}`, name: `${subject.name}: Standard policy` },
        message: `The policy of ${subject.name} grants access without an end.`,
        remedy: "Set an expiration of at most 365 days.",
        evidence: [`policies/1#/value/${index}`],
      }),
    ),
    {
      id: "f-disabled-0",
      ...base,
      rule: "disabled-holder",
      code: "LIF-005",
      severity: "high",
      principal: principalOf(people[6]!),
      subject: approverPackage,
      message: `${people[6]!.name} is disabled and still holds Vendor Payment - Approver.`,
      remedy: "Remove the assignment.",
      evidence: ["assignments/1#/value/46", "users/1#/value/6"],
    },
    ...["appRoleAssignments", "signIns"].map(
      (section): Finding => ({
        id: `f-incomplete-${section}`,
        ...base,
        rule: "incomplete-collection",
        code: "DQ-001",
        severity: "critical",
        subject: { kind: "section", id: section, name: section },
        message: `${section} was not completely read.`,
        remedy: section === "signIns" ? "Scan again." : "Grant Application.Read.All and scan again.",
        evidence: [],
      }),
    ),
  ];
}
