/** How a property may be compared in `$filter`; a record is a complex value with properties of its own. */
export type PropertyKind =
  | "string"
  | "enum"
  | "guid"
  | "boolean"
  | "dateTime"
  | "opaque"
  | { readonly [property: string]: PropertyKind };

/** Directory objects ignore case and have advanced queries; those of governance, roles, reviews and logs have neither. */
export type Service = "directory" | "governance";

/** What may be asked of one kind of object. */
export type EntityType = {
  readonly name: string;
  readonly service: Service;
  readonly properties: Readonly<Record<string, PropertyKind>>;
  /** Properties that are returned only when `$select` names them. */
  readonly onSelect: readonly string[];
  /** What `$expand` may name; types refer to each other in circles, hence the function. */
  readonly navigations: Readonly<Record<string, () => EntityType>>;
};

/** One object as OData reads it: its own values, and what it leads to when asked. */
export type Entity = {
  readonly type: EntityType;
  /** Its `@odata.type`, where the collection holds more than one kind. */
  readonly annotation: string | null;
  readonly values: Readonly<Record<string, unknown>>;
  readonly links: Readonly<Record<string, () => Entity | readonly Entity[] | null>>;
};

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
