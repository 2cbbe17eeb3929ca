import type { ServicePrincipal, User } from "./directory.ts";
import type { Subject } from "./governance.ts";

/** Entitlement management's record of an account; `id` is the record's own. */
export function subjectOfUser({ id: objectId, displayName, mail, userPrincipalName }: User, id: string): Subject {
  return {
    id,
    objectId,
    displayName,
    email: mail,
    principalName: userPrincipalName,
    subjectType: "user",
    connectedOrganizationId: null,
  };
}

export function subjectOfApp({ id: objectId, displayName, appId }: ServicePrincipal, id: string): Subject {
  return {
    id,
    objectId,
    displayName,
    email: null,
    principalName: appId,
    subjectType: "servicePrincipal",
    connectedOrganizationId: null,
  };
}
