import type { Rule } from "../src/rule-kit/rule.ts";
import { approvalDeadEnd } from "./approval/approval-dead-end.ts";
import { invalidApprover } from "./approval/invalid-approver.ts";
import { missingApproval } from "./approval/missing-approval.ts";
import { onePersonApproval } from "./approval/one-person-approval.ts";
import { opposedApprover } from "./approval/opposed-approver.ts";
import { peerApproval } from "./approval/peer-approval.ts";
import { slowApproval } from "./approval/slow-approval.ts";
import { tooFewStages } from "./approval/too-few-stages.ts";
import { unapprovedExtension } from "./approval/unapproved-extension.ts";
import { unbackedManagerStage } from "./approval/unbacked-manager-stage.ts";
import { unexplainedDecision } from "./approval/unexplained-decision.ts";
import { approvalToggle } from "./audit/approval-toggle.ts";
import { approvingAuthor } from "./audit/approving-author.ts";
import { auditTrailGap } from "./audit/audit-trail-gap.ts";
import { reciprocalApproval } from "./audit/reciprocal-approval.ts";
import { selfApproval } from "./audit/self-approval.ts";
import { selfAssignment } from "./audit/self-assignment.ts";
import { unapprovedDirectAssignment } from "./audit/unapproved-direct-assignment.ts";
import { unexplainedAssignment } from "./audit/unexplained-assignment.ts";
import { withdrawnIncompatibility } from "./audit/withdrawn-incompatibility.ts";
import { directAppRole } from "./bypass/direct-app-role.ts";
import { grantedOwnership } from "./bypass/granted-ownership.ts";
import { groupOwner } from "./bypass/group-owner.ts";
import { legacyPath } from "./bypass/legacy-path.ts";
import { outOfBandAddition } from "./bypass/out-of-band-addition.ts";
import { outOfBandHolder } from "./bypass/out-of-band-holder.ts";
import { selfGrantableConflict } from "./bypass/self-grantable-conflict.ts";
import { tenantWideWriter } from "./bypass/tenant-wide-writer.ts";
import { ungovernedFeeder } from "./bypass/ungoverned-feeder.ts";
import { bothSidesDelegate } from "./catalog/both-sides-delegate.ts";
import { externalDelegate } from "./catalog/external-delegate.ts";
import { individualDelegate } from "./catalog/individual-delegate.ts";
import { ownerlessCatalog } from "./catalog/ownerless-catalog.ts";
import { privilegedResource } from "./catalog/privileged-resource.ts";
import { selfAssignableDuty } from "./catalog/self-assignable-duty.ts";
import { tenantWideAdministrator } from "./catalog/tenant-wide-administrator.ts";
import { workloadAdministrator } from "./catalog/workload-administrator.ts";
import { bearerTokenExtension } from "./customext/bearer-token-extension.ts";
import { failingCallout } from "./customext/failing-callout.ts";
import { grantWithoutRemoval } from "./customext/grant-without-removal.ts";
import { ticketlessPackage } from "./customext/ticketless-package.ts";
import { unapprovedEndpoint } from "./customext/unapproved-endpoint.ts";
import { incompleteCollection } from "./dataquality/incomplete-collection.ts";
import { oracleDisagreement } from "./dataquality/oracle-disagreement.ts";
import { tornSnapshot } from "./dataquality/torn-snapshot.ts";
import { unreconciledPopulation } from "./dataquality/unreconciled-population.ts";
import { browsablePackage } from "./external/browsable-package.ts";
import { dormantVisibility } from "./external/dormant-visibility.ts";
import { guestDutyHolder } from "./external/guest-duty-holder.ts";
import { unresolvedPrincipal } from "./dataquality/unresolved-principal.ts";
import { lastingGuestAccess } from "./external/lasting-guest-access.ts";
import { lingeringGuestAccount } from "./external/lingering-guest-account.ts";
import { openDoor } from "./external/open-door.ts";
import { unreachablePolicy } from "./external/unreachable-policy.ts";
import { unreadyOrganization } from "./external/unready-organization.ts";
import { catalogDrift } from "./hygiene/catalog-drift.ts";
import { deletedReference } from "./hygiene/deleted-reference.ts";
import { duplicatePackage } from "./hygiene/duplicate-package.ts";
import { unusedResource } from "./hygiene/unused-resource.ts";
import { disabledHolder } from "./lifecycle/disabled-holder.ts";
import { movedHolder } from "./lifecycle/moved-holder.ts";
import { outlivedPolicy } from "./lifecycle/outlived-policy.ts";
import { overlongTerm } from "./lifecycle/overlong-term.ts";
import { residualAccess } from "./lifecycle/residual-access.ts";
import { staleAccess } from "./lifecycle/stale-access.ts";
import { standingAccess } from "./lifecycle/standing-access.ts";
import { stuckDelivery } from "./lifecycle/stuck-delivery.ts";
import { automaticSensitivePackage } from "./policy/automatic-sensitive-package.ts";
import { missingJustification } from "./policy/missing-justification.ts";
import { onBehalfApprover } from "./policy/on-behalf-approver.ts";
import { openAudience } from "./policy/open-audience.ts";
import { policylessPackage } from "./policy/policyless-package.ts";
import { softerPolicy } from "./policy/softer-policy.ts";
import { unapprovedDirectPolicy } from "./policy/unapproved-direct-policy.ts";
import { uncontrolledAudience } from "./policy/uncontrolled-audience.ts";
import { absentReviewer } from "./review/absent-reviewer.ts";
import { rareReview } from "./review/rare-review.ts";
import { reviewKeepsAccess } from "./review/review-keeps-access.ts";
import { rubberStamp } from "./review/rubber-stamp.ts";
import { selfReview } from "./review/self-review.ts";
import { unfinishedReview } from "./review/unfinished-review.ts";
import { unreasonedReview } from "./review/unreasoned-review.ts";
import { unreviewedPackage } from "./review/unreviewed-package.ts";
import { crossPathConflict } from "./sod/cross-path-conflict.ts";
import { dualHolder } from "./sod/dual-holder.ts";
import { grandfatheredHolder } from "./sod/grandfathered-holder.ts";
import { incompatibleGroupMember } from "./sod/incompatible-group-member.ts";
import { lateConflict } from "./sod/late-conflict.ts";
import { looseOverride } from "./sod/loose-override.ts";
import { oneWayDeclaration } from "./sod/one-way-declaration.ts";
import { ownedAgent } from "./sod/owned-agent.ts";
import { pendingConflict } from "./sod/pending-conflict.ts";
import { requestableConflict } from "./sod/requestable-conflict.ts";
import { secondAccount } from "./sod/second-account.ts";
import { smallTeam } from "./sod/small-team.ts";
import { tooFewPeople } from "./sod/too-few-people.ts";
import { toxicPackage } from "./sod/toxic-package.ts";
import { uncataloguedCombination } from "./sod/uncatalogued-combination.ts";
import { undeclaredConflict } from "./sod/undeclared-conflict.ts";
import { undocumentedDeclaration } from "./sod/undocumented-declaration.ts";
import { unsoundWaiver } from "./sod/unsound-waiver.ts";

/** Every rule, in the order of their codes within a section, as reports show them. */
export const rules: readonly Rule[] = [
  tenantWideAdministrator,
  individualDelegate,
  ownerlessCatalog,
  selfAssignableDuty,
  bothSidesDelegate,
  workloadAdministrator,
  externalDelegate,
  privilegedResource,
  openDoor,
  dormantVisibility,
  unreachablePolicy,
  unreadyOrganization,
  lastingGuestAccess,
  lingeringGuestAccount,
  browsablePackage,
  guestDutyHolder,
  policylessPackage,
  openAudience,
  automaticSensitivePackage,
  unapprovedDirectPolicy,
  onBehalfApprover,
  softerPolicy,
  uncontrolledAudience,
  missingJustification,
  missingApproval,
  unapprovedExtension,
  tooFewStages,
  onePersonApproval,
  peerApproval,
  approvalDeadEnd,
  invalidApprover,
  unbackedManagerStage,
  unexplainedDecision,
  slowApproval,
  opposedApprover,
  dualHolder,
  grandfatheredHolder,
  oneWayDeclaration,
  undeclaredConflict,
  toxicPackage,
  incompatibleGroupMember,
  crossPathConflict,
  secondAccount,
  requestableConflict,
  lateConflict,
  looseOverride,
  undocumentedDeclaration,
  unsoundWaiver,
  pendingConflict,
  tooFewPeople,
  smallTeam,
  uncataloguedCombination,
  ownedAgent,
  standingAccess,
  overlongTerm,
  outlivedPolicy,
  staleAccess,
  disabledHolder,
  residualAccess,
  stuckDelivery,
  movedHolder,
  unreviewedPackage,
  rareReview,
  reviewKeepsAccess,
  selfReview,
  absentReviewer,
  unreasonedReview,
  unfinishedReview,
  rubberStamp,
  ticketlessPackage,
  grantWithoutRemoval,
  bearerTokenExtension,
  failingCallout,
  unapprovedEndpoint,
  auditTrailGap,
  selfAssignment,
  selfApproval,
  withdrawnIncompatibility,
  approvalToggle,
  approvingAuthor,
  reciprocalApproval,
  unexplainedAssignment,
  unapprovedDirectAssignment,
  outOfBandAddition,
  outOfBandHolder,
  groupOwner,
  directAppRole,
  ungovernedFeeder,
  selfGrantableConflict,
  tenantWideWriter,
  grantedOwnership,
  legacyPath,
  deletedReference,
  unusedResource,
  catalogDrift,
  duplicatePackage,
  incompleteCollection,
  unreconciledPopulation,
  oracleDisagreement,
  tornSnapshot,
  unresolvedPrincipal,
];
