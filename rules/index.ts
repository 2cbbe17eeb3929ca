import type { Rule } from "../src/rule-kit/rule.ts";
import { approvalDeadEnd } from "./approval/approval-dead-end.ts";
import { invalidApprover } from "./approval/invalid-approver.ts";
import { onePersonApproval } from "./approval/one-person-approval.ts";
import { opposedApprover } from "./approval/opposed-approver.ts";
import { peerApproval } from "./approval/peer-approval.ts";
import { outOfBandHolder } from "./bypass/out-of-band-holder.ts";
import { incompleteCollection } from "./dataquality/incomplete-collection.ts";
import { disabledHolder } from "./lifecycle/disabled-holder.ts";
import { staleAccess } from "./lifecycle/stale-access.ts";
import { standingAccess } from "./lifecycle/standing-access.ts";
import { onBehalfApprover } from "./policy/on-behalf-approver.ts";
import { dualHolder } from "./sod/dual-holder.ts";
import { oneWayDeclaration } from "./sod/one-way-declaration.ts";
import { requestableConflict } from "./sod/requestable-conflict.ts";
import { undeclaredConflict } from "./sod/undeclared-conflict.ts";

/** Every rule, in the order of their codes within a section, as reports show them. */
export const rules: readonly Rule[] = [
  onBehalfApprover,
  onePersonApproval,
  peerApproval,
  approvalDeadEnd,
  invalidApprover,
  opposedApprover,
  dualHolder,
  oneWayDeclaration,
  undeclaredConflict,
  requestableConflict,
  standingAccess,
  staleAccess,
  disabledHolder,
  outOfBandHolder,
  incompleteCollection,
];
