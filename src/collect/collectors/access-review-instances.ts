import { z } from "zod";
import { segment } from "../../graph/query.ts";
import { defineCollector } from "../collector.ts";
import { optionalJson, optionalText, optionalTime } from "../graph-values.ts";
import { governanceLicence } from "../licences.ts";

/** Each time a review was held, and where it reviews several groups, each group's. */
export const accessReviewInstances = defineCollector({
  section: "accessReviewInstances",
  permissions: ["AccessReview.Read.All"],
  licence: governanceLicence,
  path: (definitionId) => `/identityGovernance/accessReviews/definitions/${segment(definitionId)}/instances`,
  parentPath: (definitionId) => `/identityGovernance/accessReviews/definitions/${segment(definitionId)}`,
  item: z.object({
    id: z.string(),
    status: optionalText,
    scope: optionalJson,
    reviewers: optionalJson,
    fallbackReviewers: optionalJson,
    startDateTime: optionalTime,
    endDateTime: optionalTime,
  }),
  row: (item, definitionId) => ({ ...item, definitionId }),
});
