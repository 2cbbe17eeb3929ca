import type { Rule } from "../src/rule-kit/rule.ts";
import { outOfBandHolder } from "./bypass/out-of-band-holder.ts";
import { incompleteCollection } from "./dataquality/incomplete-collection.ts";
import { oracleDisagreement } from "./dataquality/oracle-disagreement.ts";
import { unreconciledPopulation } from "./dataquality/unreconciled-population.ts";
import { disabledHolder } from "./lifecycle/disabled-holder.ts";
import { outlivedPolicy } from "./lifecycle/outlived-policy.ts";
import { residualAccess } from "./lifecycle/residual-access.ts";
import { staleAccess } from "./lifecycle/stale-access.ts";
import { standingAccess } from "./lifecycle/standing-access.ts";
import { crossPathConflict } from "./sod/cross-path-conflict.ts";
import { dualHolder } from "./sod/dual-holder.ts";
import { grandfatheredHolder } from "./sod/grandfathered-holder.ts";
import { incompatibleGroupMember } from "./sod/incompatible-group-member.ts";
import { lateConflict } from "./sod/late-conflict.ts";
import { oneWayDeclaration } from "./sod/one-way-declaration.ts";
import { pendingConflict } from "./sod/pending-conflict.ts";
import { tooFewPeople } from "./sod/too-few-people.ts";
import { toxicPackage } from "./sod/toxic-package.ts";
import { undeclaredConflict } from "./sod/undeclared-conflict.ts";

/** Every rule, in the order of their codes within a section, as reports show them. */
export const rules: readonly Rule[] = [
  dualHolder,
  grandfatheredHolder,
  oneWayDeclaration,
  undeclaredConflict,
  toxicPackage,
  incompatibleGroupMember,
  crossPathConflict,
  lateConflict,
  pendingConflict,
  tooFewPeople,
  standingAccess,
  outlivedPolicy,
  staleAccess,
  disabledHolder,
  residualAccess,
  outOfBandHolder,
  incompleteCollection,
  unreconciledPopulation,
  oracleDisagreement,
];
