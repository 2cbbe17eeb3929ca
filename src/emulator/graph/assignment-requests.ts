import { badRequest } from "../odata/graph-fault.ts";
import { shaped } from "../odata/shape.ts";
import type { AssignmentRequest } from "../tenant/governance.ts";
import { objectId } from "../tenant/object-id.ts";
import { plannedAddition } from "./add-assignment.ts";
import { bodyOf, type GraphChange, textAt } from "./change.ts";
import { assignmentRequestEntity } from "./governance-entities.ts";
import { governanceRoot } from "./governance-root.ts";
import { permissions } from "./permissions.ts";
import type { PlannedRequest } from "./planned-request.ts";
import { plannedRemoval } from "./remove-assignment.ts";
import type { Reading } from "./resource.ts";

type Body = Readonly<Record<string, unknown>>;

const planned: Readonly<Record<string, (body: Body, reading: Reading) => PlannedRequest>> = {
  adminadd: plannedAddition,
  adminremove: plannedRemoval,
};

/** Administrators' requests. Answers 201 with a request that is only `submitted`; ask for it again to see it delivered. */
export const assignmentRequestChange: GraphChange = {
  method: "POST",
  template: `${governanceRoot}/assignmentRequests`,
  permissions: permissions.changeGovernance,
  perform: (live, _ids, graphRequest) => {
    const body = bodyOf(graphRequest);
    const reading = live.read();
    const requestType = textAt(body, "requestType").toLowerCase();
    const plan = Object.hasOwn(planned, requestType) ? planned[requestType] : undefined;
    if (plan === undefined) throw badRequest(`This emulator takes adminAdd and adminRemove, not ${requestType}.`);

    const { request: asked, submit, deliver } = plan(body, reading);
    const request = submitted(asked, body, reading);
    live.change((tenant, now) => {
      const { assignmentRequests, ...rest } = submit(tenant, now);
      return { ...rest, assignmentRequests: [...assignmentRequests, request] };
    });
    live.changeLater((tenant, now) => {
      const { assignmentRequests, ...rest } = deliver(tenant, now);
      return {
        ...rest,
        assignmentRequests: assignmentRequests.map((one) => (one.id === request.id ? delivered(one, now) : one)),
      };
    });

    const context = `${graphRequest.origin}/v1.0/$metadata#${governanceRoot.slice(1)}/assignmentRequests/$entity`;
    const shown = shaped(assignmentRequestEntity(request, reading), { select: null, expand: [] });
    return { status: 201, body: { "@odata.context": context, ...shown } };
  },
};

function submitted(asked: PlannedRequest["request"], body: Body, { tenant, now }: Reading): AssignmentRequest {
  const { organization, assignmentRequests } = tenant;
  return {
    ...asked,
    id: objectId(organization.id, "assignmentRequest", `${assignmentRequests.length}`),
    state: "submitted",
    status: "Accepted",
    createdDateTime: now.toISOString(),
    completedDateTime: null,
    justification: typeof body["justification"] === "string" ? body["justification"] : null,
  };
}

function delivered(request: AssignmentRequest, now: Date): AssignmentRequest {
  return { ...request, state: "delivered", status: "Fulfilled", completedDateTime: now.toISOString() };
}
