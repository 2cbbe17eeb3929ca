import { z } from "zod";
import { defineCollector } from "../collector.ts";
import { name, optionalJson, optionalText, reviewActor, optionalTime } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

/**
 * Every review there is, of packages, groups, applications and roles: Graph cannot filter all kinds of scope
 * (https://learn.microsoft.com/graph/api/accessreviewset-list-definitions).
 */
export const accessReviewDefinitions = defineCollector({
  section: "accessReviewDefinitions",
  permissions: ["AccessReview.Read.All"],
  licence: governanceLicence,
  path: () => "/identityGovernance/accessReviews/definitions",
  item: z.object({
    id: z.string(),
    displayName: name,
    status: optionalText,
    scope: optionalJson,
    instanceEnumerationScope: optionalJson,
    reviewers: optionalJson,
    fallbackReviewers: optionalJson,
    settings: optionalJson,
    stageSettings: optionalJson,
    createdBy: reviewActor,
    createdDateTime: optionalTime,
    lastModifiedDateTime: optionalTime,
  }),
  row: ({ createdBy, ...item }) => ({ ...item, createdById: createdBy }),
});
