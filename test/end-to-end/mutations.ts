import * as fc from "fast-check";

/** A change to one answer: its name, and two numbers that choose the item and the property it strikes. */
export type Mutation = { readonly how: MutationName; readonly at: number; readonly of: number };

export type MutationName = keyof typeof ofText | keyof typeof ofBody;

type Body = Readonly<Record<string, unknown>>;

/** Stands for 5000 lists in each other, which `JSON.stringify` cannot write. */
const deep = "5000 lists in each other";
const polluted = JSON.parse(
  '{"__proto__":{"id":"p"},"constructor":{"prototype":{"id":"p"}},"toString":null}',
) as object;
const error = { code: "InternalServerError", message: "The service broke while it answered." };

/** Changes to the bytes of an answer; of a batch, to the bytes of the whole of it. */
const ofText = {
  "empty body": () => Buffer.alloc(0),
  "byte order mark": (text: string) => Buffer.from(`\uFEFF${text}`),
  "UTF-16": (text: string) => Buffer.from(text, "utf16le"),
  "broken UTF-8": (text: string) => Buffer.from(text.replace(/("id":")./u, "$1\u00FF"), "latin1"),
  NaN: (text: string) => Buffer.from(text.replace(/\}\s*$/u, ',"much":NaN}')),
  "duplicate keys": (text: string) => Buffer.from(text.replace(/\}\s*$/u, ',"value":[],"responses":[]}')),
  "trailing garbage": (text: string) => Buffer.from(`${text}}garbage`),
  "half a body": (text: string) => Buffer.from(text.slice(0, text.length / 2)),
} as const;

/** Changes to what an answer says. */
const ofBody = {
  "body null": () => null,
  "body a list": (body: Body) => listIn(body).items,
  "body a text": () => "value",
  "body without properties": () => ({}),
  "body an error": () => ({ error }),
  "body broken off with an error": (body: Body) => ({ ...shortened(body, 0.5), "@odata.count": undefined, error }),
  "body with prototype keys": (body: Body) => ({ ...body, ...polluted }),
  "list missing": (body: Body) => ({ ...body, [listIn(body).name]: undefined }),
  "list renamed": (body: Body) => ({ ...body, [listIn(body).name]: undefined, Value: listIn(body).items }),
  "list null": (body: Body) => withItems(body, null),
  "list an object": (body: Body) => withItems(body, Object.fromEntries(listIn(body).items.entries())),
  "list a text": (body: Body) => withItems(body, "[]"),
  "list emptied": (body: Body) => withItems(body, []),
  "count more": (body: Body) => ({ ...body, "@odata.count": listIn(body).items.length + 100_000 }),
  "count less": (body: Body) => ({ ...body, "@odata.count": 0 }),
  "count below zero": (body: Body) => ({ ...body, "@odata.count": -1 }),
  "count huge": (body: Body) => ({ ...body, "@odata.count": 1e300 }),
  "count quoted": (body: Body) => ({ ...body, "@odata.count": JSON.stringify(body["@odata.count"] ?? 0) }),
  "count an object": (body: Body) => ({ ...body, "@odata.count": {} }),
  "count missing": (body: Body) => ({ ...body, "@odata.count": undefined }),
  "link null": (body: Body) => withLink(body, null),
  "link renamed": (body: Body) => ({ ...withLink(body, undefined), "odata.nextLink": body["@odata.nextLink"] }),
  "link a number": (body: Body) => withLink(body, 7),
  "link empty": (body: Body) => withLink(body, ""),
  "link relative": (body: Body) => withLink(body, "users?$skiptoken=2"),
  "link to another origin": (body: Body) => withLink(body, "http://127.0.0.1:9/v1.0/users"),
  "link javascript": (body: Body) => withLink(body, "javascript:alert(1)"),
  "item null": (body: Body, at: number) => withItem(body, at, () => null),
  "item a text": (body: Body, at: number) => withItem(body, at, () => "id"),
  "item a huge number": (body: Body, at: number) => withItem(body, at, () => 1e300),
  "item a list": (body: Body, at: number) => withItem(body, at, (item) => [item]),
  "item deeply nested": (body: Body, at: number) => withItem(body, at, () => deep),
  "item without properties": (body: Body, at: number) => withItem(body, at, () => ({})),
  "item with prototype keys": (body: Body, at: number) => withItem(body, at, (item) => ({ ...item, ...polluted })),
  "item dropped": (body: Body, at: number) => withItems(body, listIn(body).items.toSpliced(placeOf(body, at), 1)),
  "property removed": struck(() => ({})),
  "property null": struck((name) => ({ [name]: null })),
  "property a huge number": struck((name) => ({ [name]: 1e300 })),
  "property a text": struck((name) => ({ [name]: "text" })),
  "property empty": struck((name, value) => ({ [name]: Array.isArray(value) ? [] : "" })),
  "property an object": struck((name) => ({ [name]: { id: "an id" } })),
  "property a list": struck((name, value) => ({ [name]: [value] })),
  "property a list of null": struck((name) => ({ [name]: [null] })),
  "property deeply nested": struck((name) => ({ [name]: deep })),
  "property renamed": struck((name, value) => ({ [`${name}2`]: value })),
  "property in capitals": struck((name, value) => ({ [name.toUpperCase()]: value })),
} as const;

/** Changes after which a list is shorter, or ends earlier, than the tenant's. Of a key that comes twice JSON takes the last. */
export const shortening: ReadonlySet<MutationName> = new Set<MutationName>([
  "list emptied",
  "item dropped",
  "duplicate keys",
  "link null",
  "link renamed",
]);

/** Changes after which a list's count is another, or none. */
export const recounting: ReadonlySet<MutationName> = new Set<MutationName>([
  "count more",
  "count less",
  "count missing",
]);

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  how: fc.constantFrom(...([...Object.keys(ofText), ...Object.keys(ofBody)] as MutationName[])),
  at: fc.nat(1000),
  of: fc.nat(1000),
});

/** The change as one to what an answer says, or null where it is one to its bytes. */
export function changeOfBody({ how, at, of }: Mutation): ((body: Body) => unknown) | null {
  return how in ofBody ? (body) => ofBody[how as keyof typeof ofBody](body, at, of) : null;
}

/** The change as one to an answer's bytes, or null where it is one to what it says. */
export function changeOfText({ how }: Mutation): ((text: string) => Buffer) | null {
  return how in ofText ? ofText[how as keyof typeof ofText] : null;
}

/** JSON as it goes over the wire. */
export function written(value: unknown): string {
  return (JSON.stringify(value) ?? "").replaceAll(`"${deep}"`, `${"[".repeat(5000)}${"]".repeat(5000)}`);
}

function listIn(body: Body): { readonly name: string; readonly items: readonly Body[] } {
  const [name, items] = Object.entries(body).find(([, value]) => Array.isArray(value)) ?? ["value", []];
  return { name, items: items as readonly Body[] };
}

function placeOf(body: Body, at: number): number {
  return at % Math.max(1, listIn(body).items.length);
}

function withItems(body: Body, items: unknown): Body {
  return { ...body, [listIn(body).name]: items };
}

function shortened(body: Body, share: number): Body {
  const { items } = listIn(body);
  return withItems(body, items.slice(0, Math.floor(items.length * share)));
}

function withLink(body: Body, link: unknown): Body {
  return { ...body, "@odata.nextLink": link };
}

function withItem(body: Body, at: number, change: (item: Body) => unknown): Body {
  const { items } = listIn(body);
  const place = placeOf(body, at);
  const item = items[place];
  return item === undefined ? body : withItems(body, items.with(place, change(item) as Body));
}

type Place = readonly (string | number)[];

/** Puts something in the place of one property, however deep it is in an item. */
function struck(change: (name: string, value: unknown) => Body): (body: Body, at: number, of: number) => Body {
  return (body, at, of) =>
    withItem(body, at, (item) => {
      const places = placesIn(item);
      const place = places[of % Math.max(1, places.length)];
      return place === undefined ? item : replaced(item, place, change);
    });
}

function placesIn(value: unknown, above: Place = []): readonly Place[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((inner, index) => placesIn(inner, [...above, index]));
  return Object.entries(value).flatMap(([name, inner]) => [[...above, name], ...placesIn(inner, [...above, name])]);
}

function replaced(value: unknown, [step, ...rest]: Place, change: (name: string, value: unknown) => Body): unknown {
  if (Array.isArray(value)) return value.with(Number(step), replaced(value[Number(step)], rest, change));
  const { [String(step)]: inner, ...others } = value as Body;
  if (rest.length === 0) return { ...others, ...change(String(step), inner) };
  return { ...others, [String(step)]: replaced(inner, rest, change) };
}
