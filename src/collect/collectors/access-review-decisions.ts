import { z } from "zod";
import { segment } from "../../graph/query.ts";
import { keyOfParent } from "../../snapshot/parent-id.ts";
import { defineCollector } from "../collector.ts";
import { name, optionalJson, optionalText, reviewActor, typeName, optionalTime } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

/** What was decided of every principal in every instance, old ones too: who was denied and not removed may be in any. */
export const accessReviewDecisions = defineCollector({
  section: "accessReviewDecisions",
  permissions: ["AccessReview.Read.All"],
  licence: governanceLicence,
  path: (parentId) => `${instance(parentId)}/decisions`,
  parentPath: instance,
  item: z.object({
    id: z.string(),
    principal: z.object({ "@odata.type": typeName, id: optionalText, displayName: name }).nullish(),
    resource: optionalJson,
    resourceLink: optionalText,
    decision: optionalText,
    recommendation: optionalText,
    justification: optionalText,
    reviewedBy: reviewActor,
    reviewedDateTime: optionalTime,
    applyResult: optionalText,
    appliedBy: reviewActor,
    appliedDateTime: optionalTime,
  }),
  row: ({ principal, reviewedBy, appliedBy, ...item }, parentId) => {
    const [definitionId = "", instanceId = ""] = keyOfParent(parentId);
    return {
      ...item,
      definitionId,
      instanceId,
      principalId: principal?.id ?? null,
      principalType: principal?.["@odata.type"] ?? "unknown",
      principalName: principal?.displayName ?? "",
      reviewedById: reviewedBy,
      appliedById: appliedBy,
    };
  },
});

function instance(parentId: string): string {
  const [definitionId = "", instanceId = ""] = keyOfParent(parentId);
  return `/identityGovernance/accessReviews/definitions/${segment(definitionId)}/instances/${segment(instanceId)}`;
}
