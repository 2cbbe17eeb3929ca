import type { Entity, EntityType, PropertyKind } from "../odata/entity.ts";
import type { AccessReview, ReviewInstance } from "../tenant/access-review.ts";
import { permissions } from "./permissions.ts";
import { governancePages, type Ids, known, type Reading, type Resource } from "./resource.ts";

const definitions = "/identityGovernance/accessReviews/definitions";

const scope = {
  query: "string",
  "microsoft.graph.accessReviewQueryScope": { query: "string" },
} as const satisfies PropertyKind;

const definitionType = reviewType("accessReviewScheduleDefinition", {
  displayName: "string",
  descriptionForAdmins: "string",
  descriptionForReviewers: "string",
  status: "enum",
  createdDateTime: "dateTime",
  lastModifiedDateTime: "dateTime",
  createdBy: "opaque",
  scope,
  instanceEnumerationScope: "opaque",
  reviewers: "opaque",
  fallbackReviewers: "opaque",
  settings: "opaque",
  stageSettings: "opaque",
});

const instanceType = reviewType("accessReviewInstance", {
  startDateTime: "dateTime",
  endDateTime: "dateTime",
  status: "enum",
  scope,
  reviewers: "opaque",
  fallbackReviewers: "opaque",
});

const decisionType = reviewType("accessReviewInstanceDecisionItem", {
  accessReviewId: "string",
  decision: "enum",
  recommendation: "enum",
  justification: "string",
  reviewedBy: { id: "string", displayName: "string", userPrincipalName: "string" },
  reviewedDateTime: "dateTime",
  applyResult: "enum",
  appliedBy: "opaque",
  appliedDateTime: "dateTime",
  principal: { id: "string", displayName: "string", userPrincipalName: "string" },
  principalLink: "string",
  resource: "opaque",
  resourceLink: "string",
});

/** Reviews, each time one was held, and what was decided. Pages have a hundred, as accessreviewset-list-definitions says. */
export const reviewResources: readonly Resource[] = [
  many(definitions, definitionType, ({ tenant }) => tenant.accessReviews.map(definitionEntity)),
  one(`${definitions}/{id}`, definitionType, (index, ids) => definitionEntity(reviewIn(index, ids))),
  many(`${definitions}/{id}/instances`, instanceType, (index, ids) =>
    reviewIn(index, ids).instances.map(instanceEntity),
  ),
  one(`${definitions}/{id}/instances/{instance}`, instanceType, (index, ids) => instanceEntity(instanceIn(index, ids))),
  many(`${definitions}/{id}/instances/{instance}/decisions`, decisionType, (index, ids) =>
    instanceIn(index, ids).decisions.map((decision) => plain(decisionType, decision)),
  ),
];

function definitionEntity(review: AccessReview): Entity {
  return plain(definitionType, review);
}

function instanceEntity(instance: ReviewInstance): Entity {
  return plain(instanceType, instance);
}

function reviewIn({ accessReviews }: Reading, [id]: Ids): AccessReview {
  return known(accessReviews, id, "governance");
}

function instanceIn(index: Reading, ids: Ids): ReviewInstance {
  const instances = new Map(reviewIn(index, ids).instances.map((instance) => [instance.id, instance]));
  return known(instances, ids[1], "governance");
}

function reviewType(name: string, properties: Readonly<Record<string, PropertyKind>>): EntityType {
  return { name, service: "governance", properties: { id: "string", ...properties }, onSelect: [], navigations: {} };
}

function plain(type: EntityType, values: Entity["values"]): Entity {
  return { type, annotation: null, values, links: {} };
}

function many(template: string, type: EntityType, list: (reading: Reading, ids: Ids) => Iterable<Entity>): Resource {
  return {
    template,
    kind: "collection",
    permissions: permissions.accessReviews,
    type,
    pageSize: governancePages,
    skips: true,
    list,
  };
}

function one(template: string, type: EntityType, find: (reading: Reading, ids: Ids) => Entity): Resource {
  return { template, kind: "single", permissions: permissions.accessReviews, type, find };
}
