import type { ServicePrincipal, User } from "../tenant/directory.ts";
import type { Subject } from "../tenant/governance.ts";
import { subjectOfApp, subjectOfUser } from "../tenant/subject.ts";
import type { Setting } from "./draft-directory.ts";
import type { Drafts, Outsider } from "./drafts.ts";

type Accounts = { readonly users: readonly User[]; readonly servicePrincipals: readonly ServicePrincipal[] };

/** Finds entitlement management's record of a person, one and the same however often they are assigned. */
export function subjectsOf(
  drafts: Drafts,
  { users, servicePrincipals }: Accounts,
  { names }: Setting,
): (target: string | Outsider) => Subject {
  const organizationIdOf = (key: string | undefined): string | null =>
    key === undefined ? null : names.id(key, "connectedOrganization");

  const subjects = new Map<string, Subject>([
    ...users.map((user, nth) => {
      const connectedOrganizationId = organizationIdOf(drafts.users[nth]?.connectedOrganization);
      return [user.id, { ...subjectOfUser(user, names.derive("subject", user.id)), connectedOrganizationId }] as const;
    }),
    ...servicePrincipals.map((app) => [app.id, subjectOfApp(app, names.derive("subject", app.id))] as const),
  ]);

  return (target) => {
    if (typeof target !== "string") {
      const id = names.derive("subject", target.email);
      return outsider(target, id, organizationIdOf(target.connectedOrganization));
    }
    const subject = subjects.get(names.id(target, "user", "app"));
    if (subject === undefined) throw new Error(`${target} was told but not built`);
    return subject;
  };
}

function outsider({ displayName, email }: Outsider, id: string, connectedOrganizationId: string | null): Subject {
  return {
    id,
    objectId: null,
    displayName,
    email,
    principalName: null,
    subjectType: "user",
    connectedOrganizationId,
  };
}
