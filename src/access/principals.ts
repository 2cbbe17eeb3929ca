import type { Principal } from "../domain/access.ts";
import { idTable } from "./ids/id-table.ts";
import { TextList } from "./ids/text-list.ts";

/** Everyone who holds anything, under dense numbers in the order of their ids, which lists of holders are made of. */
export type Principals = {
  readonly size: number;
  readonly numberOf: (id: string) => number | undefined;
  readonly idOf: (number: number) => string;
  readonly typeOf: (number: number) => Principal["type"];
  /** Whether the account may sign in; null where nothing says so. */
  readonly enabledOf: (number: number) => boolean | null;
  readonly userPrincipalNameOf: (number: number) => string | null;
  readonly at: (number: number) => Principal;
};

const types = ["user", "guest", "servicePrincipal", "external", "unknown"] as const satisfies Principal["type"][];
const enabledStates = [null, false, true] as const;

/** What a directory object's type says of who it is. */
export function principalType(objectType: string): Principal["type"] {
  const type = objectType.toLowerCase();
  if (type === "user") return "user";
  return type === "serviceprincipal" ? "servicePrincipal" : "unknown";
}

/** Principals as they are first met, at their texts and about 30 bytes each, to be numbered in the order of their ids. */
export class PrincipalRegister {
  readonly #ids = idTable();
  readonly #displayNames = new TextList();
  readonly #userPrincipalNames = new TextList();
  #kinds = new Uint8Array(1024);
  /** How many the directory itself lists: what it says of them is not told better elsewhere. */
  #listed = 0;
  /** How many came first in the order of their ids, and the last of these. */
  #ascending = 0;
  #last = "";

  /** Whoever comes after this is not listed by the directory itself. */
  endDirectory(): void {
    this.#listed = this.#ids.size();
  }

  /** Keeps what is known of a principal where nothing was known before, or nothing of which type they are. */
  know(id: string, tell: () => Principal): void {
    const arrival = this.#ids.size();
    const known = this.#ids.add(id);
    if (known !== arrival) {
      if (known >= this.#listed && this.#typeAt(known) === "unknown") this.#keepKind(known, tell());
      return;
    }
    const principal = tell();
    const { displayName, userPrincipalName } = principal;
    this.#displayNames.push(displayName);
    this.#userPrincipalNames.push(userPrincipalName);
    if (arrival === this.#kinds.length) this.#kinds = new Uint8Array(this.#kinds.buffer.transfer(arrival * 2));
    this.#keepKind(arrival, principal);
    if (arrival !== this.#ascending || (arrival > 0 && id < this.#last)) return;
    this.#ascending += 1;
    this.#last = id;
  }

  #keepKind(arrival: number, { type, enabled }: Pick<Principal, "type" | "enabled">): void {
    this.#kinds[arrival] = types.indexOf(type) * enabledStates.length + enabledStates.indexOf(enabled);
  }

  #typeAt(arrival: number): Principal["type"] {
    return types[Math.floor((this.#kinds[arrival] ?? 0) / enabledStates.length)] ?? "unknown";
  }

  /** The same of one who is only named. */
  name(id: string, displayName: string, objectType: string): void {
    this.know(id, () => ({
      id,
      type: principalType(objectType),
      userPrincipalName: null,
      displayName,
      enabled: null,
    }));
  }

  numbered(): Principals {
    const arrivals = this.#inOrder();
    const numbers = new Uint32Array(arrivals.length);
    for (const [number, arrival] of arrivals.entries()) numbers[arrival] = number;
    const arrivalOf = (number: number): number => {
      const arrival = arrivals[number];
      if (arrival === undefined) throw new RangeError(`no principal has number ${number}`);
      return arrival;
    };
    const typeOf = (number: number): Principal["type"] => this.#typeAt(arrivalOf(number));
    const enabledOf = (number: number): boolean | null =>
      enabledStates[(this.#kinds[arrivalOf(number)] ?? 0) % enabledStates.length] ?? null;
    const idOf = (number: number): string => this.#ids.idOf(arrivalOf(number));
    const userPrincipalNameOf = (number: number): string | null => this.#userPrincipalNames.at(arrivalOf(number));
    return {
      size: arrivals.length,
      numberOf: (id) => {
        const arrival = this.#ids.numberOf(id);
        return arrival === undefined ? undefined : numbers[arrival];
      },
      idOf,
      typeOf,
      enabledOf,
      userPrincipalNameOf,
      at: (number) => ({
        id: idOf(number),
        type: typeOf(number),
        userPrincipalName: userPrincipalNameOf(number),
        displayName: this.#displayNames.at(arrivalOf(number)) ?? "",
        enabled: enabledOf(number),
      }),
    };
  }

  /** Arrivals in the order of their ids: most come in order, those that do not are put between them. */
  #inOrder(): Uint32Array {
    const size = this.#ids.size();
    const late = Array.from({ length: size - this.#ascending }, (_, index) => {
      const arrival = this.#ascending + index;
      return { arrival, id: this.#ids.idOf(arrival) };
    }).sort((a, b) => (a.id < b.id ? -1 : 1));

    const order = new Uint32Array(size);
    let [next, used] = [0, 0];
    for (const { arrival, id } of late) {
      for (const before = this.#placeOf(id); next < before; next += 1, used += 1) order[used] = next;
      order[used] = arrival;
      used += 1;
    }
    for (; next < this.#ascending; next += 1, used += 1) order[used] = next;
    return order;
  }

  /** How many of those that came in order stand before the id. */
  #placeOf(id: string): number {
    let [low, high] = [0, this.#ascending];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#ids.idOf(middle) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
