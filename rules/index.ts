import type { Rule } from "../src/rule-kit/rule.ts";
import { grantedOwnership } from "./bypass/granted-ownership.ts";
import { groupOwner } from "./bypass/group-owner.ts";
import { outOfBandHolder } from "./bypass/out-of-band-holder.ts";
import { selfGrantableConflict } from "./bypass/self-grantable-conflict.ts";
import { tenantWideWriter } from "./bypass/tenant-wide-writer.ts";
import { bearerTokenExtension } from "./customext/bearer-token-extension.ts";
import { failingCallout } from "./customext/failing-callout.ts";
import { grantWithoutRemoval } from "./customext/grant-without-removal.ts";
import { ticketlessPackage } from "./customext/ticketless-package.ts";
import { unapprovedEndpoint } from "./customext/unapproved-endpoint.ts";
import { incompleteCollection } from "./dataquality/incomplete-collection.ts";
import { disabledHolder } from "./lifecycle/disabled-holder.ts";
import { staleAccess } from "./lifecycle/stale-access.ts";
import { standingAccess } from "./lifecycle/standing-access.ts";
import { reviewKeepsAccess } from "./review/review-keeps-access.ts";
import { selfReview } from "./review/self-review.ts";
import { unfinishedReview } from "./review/unfinished-review.ts";
import { unreviewedPackage } from "./review/unreviewed-package.ts";
import { dualHolder } from "./sod/dual-holder.ts";
import { oneWayDeclaration } from "./sod/one-way-declaration.ts";
import { undeclaredConflict } from "./sod/undeclared-conflict.ts";

/** Every rule, in the order of their codes within a section, as reports show them. */
export const rules: readonly Rule[] = [
  dualHolder,
  oneWayDeclaration,
  undeclaredConflict,
  standingAccess,
  staleAccess,
  disabledHolder,
  unreviewedPackage,
  reviewKeepsAccess,
  selfReview,
  unfinishedReview,
  ticketlessPackage,
  grantWithoutRemoval,
  bearerTokenExtension,
  failingCallout,
  unapprovedEndpoint,
  outOfBandHolder,
  groupOwner,
  selfGrantableConflict,
  tenantWideWriter,
  grantedOwnership,
  incompleteCollection,
];
