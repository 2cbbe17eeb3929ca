import type { AccessPoint } from "../../src/domain/access.ts";
import type { Plan, PlanAction } from "../../src/domain/plan.ts";
import {
  approverPackage,
  aBankAssessment,
  declaredId,
  initiatorPackage,
  initiators,
  principalOf,
} from "./assessment.ts";
import { people, type Person } from "./people.ts";

const graph = "https://graph.microsoft.com/v1.0";
const management = `${graph}/identityGovernance/entitlementManagement`;

/** Seven assignments end, eight people leave PAY-Initiators, and two cases are for someone else. */
export function aBankPlan(): Plan {
  const { run } = aBankAssessment();
  const removals = people.slice(0, 7).map(removeAssignment);
  const departures = [...people.slice(0, 7), ...people.slice(10)].map(leaveGroup);
  const actions = [...removals, ...departures];
  return {
    schemaVersion: "1.0",
    planId: "plan-2026-11-23-8c1f",
    tenantId: run.tenantId,
    tenantName: run.tenantName,
    snapshotDigest: run.snapshotDigest,
    rulesDigest: run.rulesDigest,
    createdAt: "2026-11-23T06:26:15Z",
    expiresAt: "2026-11-26T06:26:15Z",
    objective: { violations: 18, actions: actions.length, cost: 21, optimal: true, lowerBound: 21 },
    actions,
    cannotFix: [
      {
        finding: "f-pay-r01-07",
        principal: principalOf(people[7]!),
        conflict: "PAY-R01",
        reason: "PAY-Initiators is filled by a dynamic membership rule; removing the member would be undone.",
        whoCan: "The owner of the rule: identity-platform@northgate.example",
      },
      {
        finding: "f-pay-r01-08",
        principal: principalOf(people[8]!),
        conflict: "PAY-R01",
        reason: "PAY-Approvers is synchronised from on-premises Active Directory.",
        whoCan: "Active Directory operations, who own the source group",
      },
    ],
    staffing: [
      { pack: "payments", duty: "initiate-payment", minimum: 2, before: 23, after: 15 },
      { pack: "payments", duty: "approve-payment", minimum: 2, before: 14, after: 14 },
    ],
    simulation: {
      before: { total: 18, byConflict: { "PAY-R01": 11, [declaredId]: 7 } },
      after: { total: 3, byConflict: { "PAY-R01": 3, [declaredId]: 0 } },
      perWave: [
        { wave: 1, violations: 11 },
        { wave: 2, violations: 3 },
      ],
    },
    declarations: [declaration(initiatorPackage, approverPackage), declaration(approverPackage, initiatorPackage)],
  };
}

const declaration = (from: AccessPoint, to: AccessPoint): Plan["declarations"][number] => ({
  from,
  to,
  request: {
    method: "POST",
    url: `${management}/accessPackages/${from.id}/incompatibleAccessPackages/$ref`,
    body: { "@odata.id": `${management}/accessPackages/${to.id}` },
  },
});

function removeAssignment(person: Person, row: number): PlanAction {
  return {
    id: `A${String(row + 1).padStart(2, "0")}`,
    ...common(person, row),
    wave: 1,
    dependsOn: [],
    kind: "removeAssignment",
    accessPoint: initiatorPackage,
    request: {
      method: "POST",
      url: `${management}/assignmentRequests`,
      body: { requestType: "adminRemove", assignment: { id: `c3a1-${row}` } },
    },
    precondition: `Assignment c3a1-${row} is delivered.`,
    postcondition: `Assignment c3a1-${row} is expired.`,
    rollback: {
      request: {
        method: "POST",
        url: `${management}/assignmentRequests`,
        body: {
          requestType: "adminAdd",
          assignment: { targetId: person.id, assignmentPolicyId: "policy-0", accessPackageId: initiatorPackage.id },
        },
      },
      validUntil: "2026-11-26T06:26:15Z",
    },
    ends: [`f-declared-${String(row).padStart(2, "0")}`],
    collateral: row === 2 ? [{ kind: "appRole", id: "erp/report", name: "ERP Reporting" }] : [],
  };
}

function leaveGroup(person: Person, row: number): PlanAction {
  return {
    id: `A${String(row + 8).padStart(2, "0")}`,
    ...common(person, row),
    wave: 2,
    dependsOn: row < 7 ? [`A${String(row + 1).padStart(2, "0")}`] : [],
    kind: "removeGroupMember",
    accessPoint: initiators,
    request: { method: "DELETE", url: `${graph}/groups/${initiators.id}/members/${person.id}/$ref`, body: null },
    precondition: `${person.name} is a direct member of PAY-Initiators.`,
    postcondition: `${person.name} is not a member of PAY-Initiators.`,
    rollback: {
      request: {
        method: "POST",
        url: `${graph}/groups/${initiators.id}/members/$ref`,
        body: { "@odata.id": `${graph}/directoryObjects/${person.id}` },
      },
      validUntil: "2026-11-26T06:26:15Z",
    },
    ends: [`f-pay-r01-${String(row < 7 ? row : 10).padStart(2, "0")}`],
    collateral: [],
  };
}

const common = (person: Person, row: number) => ({
  principal: principalOf(person),
  dutyDropped: "initiate-payment",
  dutyKept: "approve-payment",
  why: "The pack gives up initiate-payment by default, and it costs the fewest revocations.",
  alternative: row === 0 ? "Give up approve-payment instead: 2 revocations, cost 5" : null,
});
