import { objectId } from "../tenant/object-id.ts";

export const kinds = [
  "user",
  "group",
  "app",
  "appRole",
  "catalog",
  "extension",
  "accessPackage",
  "policy",
  "connectedOrganization",
] as const;

export type Kind = (typeof kinds)[number];

/** The keys of one tenant and the ids derived from them. */
export class Names {
  readonly tenant: string;
  readonly #taken = new Map<Kind, Map<string, string>>(kinds.map((kind) => [kind, new Map()]));

  constructor(tenant: string) {
    this.tenant = tenant;
  }

  /** Takes a key. Throws where the kind has that key already. */
  take(kind: Kind, key: string): string {
    const taken = this.#taken.get(kind);
    if (taken?.has(key) === true) {
      throw new Error(
        `${this.tenant} has two of the ${kind} ${JSON.stringify(key)}: give one of them a key of its own`,
      );
    }
    const id = objectId(this.tenant, kind, key);
    taken?.set(key, id);
    return id;
  }

  /** What a key stands for among some kinds. Throws where that is nothing, or things of two kinds. */
  find<K extends Kind>(key: string, ...among: readonly K[]): { readonly kind: K; readonly id: string } {
    const found = among.flatMap((kind) => {
      const id = this.#taken.get(kind)?.get(key);
      return id === undefined ? [] : [{ kind, id }];
    });
    const [first] = found;
    if (first === undefined) throw new Error(`${this.tenant} has no ${among.join(" or ")} ${JSON.stringify(key)}`);
    if (found.length > 1) throw new Error(`${JSON.stringify(key)} is more than one of ${among.join(", ")}`);
    return first;
  }

  id(key: string, ...among: readonly Kind[]): string {
    return this.find(key, ...among).id;
  }

  /** An id for something that nothing refers to by key. */
  derive(kind: string, key: string): string {
    return objectId(this.tenant, kind, key);
  }
}

/** The key of a thing that is only unique within another. */
export function keyWithin(owner: string, name: string): string {
  return JSON.stringify([owner, name]);
}
