import type { AccessModel } from "../../access/access-model.ts";
import type { Principal } from "../../domain/access.ts";

/** The principal of an id that the model must know. */
export function principalAt({ principals }: AccessModel, id: string): Principal {
  const number = principals.numberOf(id);
  if (number === undefined) throw new RangeError(`${id} holds an assignment and is not among the principals`);
  return principals.at(number);
}
