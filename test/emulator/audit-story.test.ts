import { describe, expect, it } from "vitest";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";

const now = new Date("2026-11-23T08:00:00.000Z");
const bank = contosoBank({ now });
const archive = bank.accessPackages.find(({ displayName }) => displayName === "Payment Archive - Reader");
const story = bank.directoryAudits.filter(({ targetResources }) =>
  targetResources.some(({ id }) => id === archive?.id),
);

describe("the audit story of the bank", () => {
  it("has a request approved by the second account of who made it, and one by another", () => {
    const approvals = story.filter(({ activityDisplayName }) => activityDisplayName.startsWith("Approve"));
    const people = approvals.map(({ initiatedBy, targetResources }) => {
      const employeeIds = [initiatedBy.user?.id, targetResources.find(({ type }) => type === "User")?.id].map(
        (id) => bank.users.find((user) => user.id === id)?.employeeId,
      );
      return employeeIds[0] === employeeIds[1];
    });
    expect(people.filter((isOne) => isOne)).toHaveLength(1);
    expect(people).toHaveLength(2);
  });

  it("has a policy whose approval was off around a grant, and one that came to ask for approval", () => {
    const switched = bank.directoryAudits.flatMap(({ activityDateTime, targetResources }) =>
      targetResources.flatMap(({ id, modifiedProperties }) =>
        modifiedProperties
          .filter(({ displayName }) => displayName === "IsApprovalRequiredForAdd")
          .map(({ newValue }) => ({ at: activityDateTime, id, newValue })),
      ),
    );
    expect(switched.map(({ newValue }) => newValue)).toEqual(['"True"', '"False"', '"True"']);
    expect(switched[0]?.id).toBe(switched[1]?.id);
    const granted =
      story.find(({ activityDisplayName }) => activityDisplayName.startsWith("Auto approve"))?.activityDateTime ?? "";
    expect(granted > (switched[1]?.at ?? "") && granted < (switched[0]?.at ?? "")).toBe(true);
  });

  it("has an assignment that neither a request nor an event accounts for, and one that events alone do", () => {
    const requested = new Set(bank.assignmentRequests.map(({ assignmentId }) => assignmentId));
    const without = bank.assignments.filter(
      ({ id, accessPackageId }) => accessPackageId === archive?.id && !requested.has(id),
    );
    const named = new Set(story.flatMap(({ targetResources }) => targetResources.map(({ id }) => id)));
    expect(without).toHaveLength(2);
    expect(without.filter(({ target }) => named.has(target.objectId ?? ""))).toHaveLength(1);
  });

  it("has a request on a day of which the log has nothing of entitlement management", () => {
    const logged = new Set(
      bank.directoryAudits
        .filter(({ category }) => category === "EntitlementManagement")
        .map(({ activityDateTime }) => activityDateTime.slice(0, 10)),
    );
    const days = bank.assignmentRequests
      .map(({ createdDateTime }) => createdDateTime.slice(0, 10))
      .filter((day) => day >= "2026-10-25" && day <= "2026-11-23");
    expect(days.filter((day) => !logged.has(day))).toEqual(["2026-11-10"]);
  });
});
