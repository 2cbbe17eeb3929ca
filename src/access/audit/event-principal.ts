import type { Principal } from "../../domain/access.ts";
import type { Row } from "../../snapshot/sections.ts";
import type { AccessModel } from "../access-model.ts";

type Named = Partial<Row<"auditEvents">["targets"][number]>;

/** Whom an event names, as the tenant knows them; as the log names them, where the account is gone. */
export function principalOf(
  { id = null, displayName, userPrincipalName }: Named,
  { principals }: AccessModel,
): Principal | null {
  if (id === null) return null;
  const number = principals.numberOf(id);
  if (number !== undefined) return principals.at(number);
  const name = displayName ?? userPrincipalName ?? id;
  return { id, type: "unknown", userPrincipalName: userPrincipalName ?? null, displayName: name, enabled: null };
}
