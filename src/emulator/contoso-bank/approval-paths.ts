import type { SubjectSet } from "../tenant/policy.ts";
import type { TenantBuilder } from "../tenant-builder.ts";
import { keysOf, peopleOf } from "./people.ts";
import { approvedBy, selfService, singleUser } from "./policies.ts";

const catalog = "Human Resources";
const hundredDays = { type: "afterDuration", duration: "P100D", endDateTime: null } as const;
const targetManager: SubjectSet = { "@odata.type": "#microsoft.graph.targetManager", managerLevel: 1 };

/** Ways of approval that stand for a weakness each, and one that has none. Nobody holds what is asked for by them. */
export function addApprovalPaths(bank: TenantBuilder): void {
  const departed = { accountEnabled: false, department: "Human Resources" };
  bank
    .user("Nils Falk", departed)
    .group("HR-Desk-East", { members: keysOf(peopleOf("Human Resources", 4, 7)) })
    .group("HR-Desk-West", { members: keysOf(peopleOf("Human Resources", 7, 10)) })
    .group("HR-Archive-Readers", { members: keysOf(peopleOf("Human Resources", 10, 14)) });
  for (const name of ["Personnel Archive", "Shift Planning", "Meeting Rooms"]) {
    const group = `APP-${name.replaceAll(" ", "")}`;
    bank.group(group).accessPackage(name, { catalog, grants: [{ group }] });
  }

  const groupMembers = (name: string): SubjectSet => ({
    "@odata.type": "#microsoft.graph.groupMembers",
    groupId: bank.id("group", name),
  });
  const east = groupMembers("HR-Desk-East");
  const readers = {
    allowedTargetScope: "specificDirectoryUsers",
    specificAllowedTargets: [groupMembers("HR-Archive-Readers")],
    requestorSettings: selfService,
    expiration: hundredDays,
  } as const;
  const booking = approvedBy([targetManager]);
  bank
    .policy("Readers - two desks", {
      ...readers,
      accessPackage: "Personnel Archive",
      requestApprovalSettings: approvedBy([east], [groupMembers("HR-Desk-West")]),
    })
    .policy("The desk plans itself", {
      ...readers,
      specificAllowedTargets: [east],
      accessPackage: "Shift Planning",
      requestApprovalSettings: approvedBy([east, singleUser(bank.id("user", "Nils Falk"))]),
    })
    .policy("Managers book for their people", {
      ...readers,
      accessPackage: "Meeting Rooms",
      requestorSettings: {
        ...selfService,
        enableOnBehalfRequestorsToAddAccess: true,
        onBehalfRequestors: [targetManager],
      },
      requestApprovalSettings: {
        ...booking,
        stages: booking.stages.map((stage) => ({ ...stage, durationBeforeAutomaticDenial: "P1D" })),
      },
    });
}
