import type { Principal } from "../domain/access.ts";
import type { Ids } from "../snapshot/ids/id-table.ts";
import { TextList } from "../snapshot/ids/text-list.ts";
import type { Cells } from "../snapshot/tables/table.ts";
import { none } from "../snapshot/tables/table-packer.ts";
import { type Numbering, numberingOf } from "./numbering.ts";

/** Everyone who holds anything, under dense numbers in the order of their ids, which lists of holders are made of. */
export type Principals = Numbering & {
  readonly typeOf: (number: number) => Principal["type"];
  /** Whether the account may sign in; null where nothing says so. */
  readonly enabledOf: (number: number) => boolean | null;
  /** Whether the directory itself lists the account or application. */
  readonly isListed: (number: number) => boolean;
  readonly displayNameOf: (number: number) => string;
  readonly userPrincipalNameOf: (number: number) => string | null;
  readonly at: (number: number) => Principal;
  /** The same, each property read when it is asked for. */
  readonly view: (number: number) => Principal;
};

const types = ["user", "guest", "servicePrincipal", "external", "unknown"] as const satisfies Principal["type"][];
const enabledStates = [null, false, true] as const;

/** What a directory object's type says of who it is. */
export function principalType(objectType: string): Principal["type"] {
  const type = objectType.toLowerCase();
  if (type === "user") return "user";
  return type === "serviceprincipal" ? "servicePrincipal" : "unknown";
}

export type Kind = Pick<Principal, "type" | "enabled">;

type Names = Pick<Principal, "displayName" | "userPrincipalName">;

/** What a section of the directory calls its objects, by their places. */
export type DirectoryNames = {
  readonly displayNames: Cells<string>;
  readonly userPrincipalNames: Cells<string | null> | null;
};

/**
 * Gathers principals by the numbers of their ids, at nine bytes each: names stay where they were packed, but for those of
 * whom the directory knows nothing.
 */
export class PrincipalRegister {
  readonly #ids: Ids;
  /** One more than the kind's code; 0 where the id is no principal's. */
  readonly #kinds: Uint8Array;
  /** The place of the names among those of the directory's section, or of the others. */
  readonly #places: Uint32Array;
  /** One more than the section of the directory that lists it; 0 where none does. */
  readonly #listed: Uint8Array;
  readonly #directory: DirectoryNames[] = [];
  readonly #others = { displayNames: new TextList(), userPrincipalNames: new TextList() };

  constructor(ids: Ids) {
    this.#ids = ids;
    this.#kinds = new Uint8Array(ids.size());
    this.#places = new Uint32Array(ids.size());
    this.#listed = new Uint8Array(ids.size());
  }

  /** Knows all objects of a section of the directory, each of the kind that has its number: nothing tells it better elsewhere. */
  list(objects: Uint32Array, kindOf: (place: number) => Kind, names: DirectoryNames): void {
    const section = this.#directory.push(names);
    for (let place = 0; place < objects.length; place += 1) {
      const id = objects[place] ?? none;
      if (this.#kinds[id] !== 0) continue;
      this.#kinds[id] = codeOf(kindOf(place));
      this.#places[id] = place;
      this.#listed[id] = section;
    }
  }

  /** Whether who has the id is known as well as can be. */
  isKnown(id: number): boolean {
    const kind = this.#kinds[id] ?? 0;
    return kind !== 0 && (this.#listed[id] !== 0 || typeIn(kind) !== "unknown");
  }

  /** The places, among these ids, of those of whom more could be known. */
  unknownAmong(ids: Uint32Array): readonly number[] {
    const places: number[] = [];
    for (let place = 0; place < ids.length; place += 1) if (!this.isKnown(ids[place] ?? none)) places.push(place);
    return places;
  }

  /** Keeps what is known of a principal where nothing was known before, or nothing of which type they are. */
  know(id: number, tell: () => Kind & Names): void {
    if (this.isKnown(id)) return;
    const told = tell();
    if (this.#kinds[id] === 0) {
      this.#places[id] = this.#others.displayNames.size;
      this.#others.displayNames.push(told.displayName);
      this.#others.userPrincipalNames.push(told.userPrincipalName);
    }
    this.#kinds[id] = codeOf(told);
  }

  numbered(): Principals {
    const numbering = numberingOf(this.#ids, this.#kinds);
    const ids = new Uint32Array(numbering.size);
    for (let id = 0; id < numbering.byId.length; id += 1) {
      const number = numbering.byId[id] ?? none;
      if (number !== none) ids[number] = id;
    }
    const kindOf = (number: number): number => this.#kinds[ids[number] ?? none] ?? 0;
    const typeOf = (number: number): Principal["type"] => typeIn(kindOf(number));
    const enabledOf = (number: number): boolean | null =>
      enabledStates[(kindOf(number) - 1) % enabledStates.length] ?? null;
    const displayNameOf = (number: number): string => this.#displayName(ids[number] ?? none);
    const userPrincipalNameOf = (number: number): string | null => this.#userPrincipalName(ids[number] ?? none);
    const naming = { ...numbering, typeOf, enabledOf, displayNameOf, userPrincipalNameOf };
    return {
      ...numbering,
      typeOf,
      enabledOf,
      isListed: (number) => (this.#listed[ids[number] ?? none] ?? 0) !== 0,
      displayNameOf,
      userPrincipalNameOf,
      at: (number) => ({
        id: numbering.idOf(number),
        type: typeOf(number),
        userPrincipalName: userPrincipalNameOf(number),
        displayName: displayNameOf(number),
        enabled: enabledOf(number),
      }),
      view: (number) => new PrincipalView(naming, number),
    };
  }

  #displayName(id: number): string {
    const place = this.#places[id] ?? none;
    const listing = this.#directory[(this.#listed[id] ?? 0) - 1];
    return listing === undefined ? (this.#others.displayNames.at(place) ?? "") : listing.displayNames.at(place);
  }

  #userPrincipalName(id: number): string | null {
    const place = this.#places[id] ?? none;
    const listing = this.#directory[(this.#listed[id] ?? 0) - 1];
    if (listing === undefined) return this.#others.userPrincipalNames.at(place);
    return listing.userPrincipalNames?.at(place) ?? null;
  }
}

type Naming = Pick<Principals, "idOf" | "typeOf" | "enabledOf" | "displayNameOf" | "userPrincipalNameOf">;

class PrincipalView implements Principal {
  readonly #naming: Naming;
  readonly #number: number;

  constructor(naming: Naming, number: number) {
    this.#naming = naming;
    this.#number = number;
  }

  get id(): string {
    return this.#naming.idOf(this.#number);
  }

  get type(): Principal["type"] {
    return this.#naming.typeOf(this.#number);
  }

  get userPrincipalName(): string | null {
    return this.#naming.userPrincipalNameOf(this.#number);
  }

  get displayName(): string {
    return this.#naming.displayNameOf(this.#number);
  }

  get enabled(): boolean | null {
    return this.#naming.enabledOf(this.#number);
  }
}

function codeOf({ type, enabled }: Kind): number {
  return 1 + types.indexOf(type) * enabledStates.length + enabledStates.indexOf(enabled);
}

function typeIn(code: number): Principal["type"] {
  return types[Math.floor((code - 1) / enabledStates.length)] ?? "unknown";
}
