import type { AssignmentRequest } from "../tenant/governance.ts";
import type { Change } from "./live-tenant.ts";

/** What a request will do: at once when it is submitted, and later when it is delivered. */
export type PlannedRequest = {
  readonly request: Pick<
    AssignmentRequest,
    "requestType" | "accessPackageId" | "assignmentId" | "requestor" | "schedule"
  >;
  readonly submit: Change;
  readonly deliver: Change;
};
