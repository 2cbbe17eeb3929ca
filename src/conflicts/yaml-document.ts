import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";
import type { z } from "zod";
import { ScanError, type ScanErrorCode } from "../scan-error.ts";

/** A YAML file read against a schema, that still knows where each value stands. */
export type YamlDocument<Value> = {
  readonly value: Value;
  /** `file:line:column` of the value at a path, or of the nearest thing around it. */
  readonly at: (path: readonly PropertyKey[]) => string;
};

/** What a YAML file says, or everything that is wrong with its form, with `file:line:column` each. */
export type ParsedYaml<Value> =
  | { readonly kind: "sound"; readonly document: YamlDocument<Value> }
  | { readonly kind: "unsound"; readonly problems: readonly Problem[] };

/** Something wrong in a file, and its `file:line:column`. */
export type Problem = { readonly at: string; readonly message: string };

/** Throws the error named, with file, line and column, where the text is not YAML or not what the schema says. */
export function readYaml<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
  code: ScanErrorCode,
): YamlDocument<z.infer<Schema>> {
  const parsed = parseYaml(file, text, schema);
  if (parsed.kind === "sound") return parsed.document;
  const [problem] = parsed.problems;
  throw new ScanError(code, problem === undefined ? `${file}: unreadable` : `${problem.at}: ${problem.message}`);
}

export function parseYaml<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): ParsedYaml<z.infer<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const at = (path: readonly PropertyKey[]): string => place(offsetOf(document, path));

  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => ({ at: place(pos[0]), message: firstLine(message) }));
    return { kind: "unsound", problems };
  }
  const content = contentOf(document);
  if ("problem" in content)
    return { kind: "unsound", problems: [{ at: place(badAliasIn(document)), message: content.problem }] };

  const parsed = schema.safeParse(content.value);
  if (parsed.success) return { kind: "sound", document: { value: parsed.data, at } };
  return { kind: "unsound", problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, document, place)) };
}

/** A key that nobody knows is a problem of its own, at its own place; where the keys tell which form is meant, its problems count. */
function problemsOf(issue: z.core.$ZodIssue, document: Document, place: (offset: number) => string): Problem[] {
  const meant = meantIn(issue);
  if (meant !== null) return meant.flatMap((one) => problemsOf(one, document, place));
  if (issue.code !== "unrecognized_keys")
    return [{ at: place(offsetOf(document, issue.path)), message: describe(issue) }];
  return issue.keys.map((key) => ({
    at: place(keyOffset(document, issue.path, key)),
    message: `${[...issue.path, key].map(String).join(".")}: there is no such key`,
  }));
}

/** What is wrong with the only form that has all the keys; null where there is not one. */
function meantIn(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] | null {
  if (issue.code !== "invalid_union") return null;
  const [meant, ...others] = issue.errors.filter((form) => form.every(({ code }) => code !== "unrecognized_keys"));
  if (meant === undefined || others.length > 0) return null;
  return meant.map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
}

/** Where the value at a path begins, or the nearest thing around it. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range !== null && node.range !== undefined) return node.range[0];
  }
  return 0;
}

function keyOffset(document: Document, path: readonly PropertyKey[], key: string): number {
  const around: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  const pair = isMap(around) ? around.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
  return isScalar(pair?.key) ? (pair.key.range?.[0] ?? 0) : offsetOf(document, path);
}

/** Only aliases can make it fail: one that leads nowhere, or far too many. */
function contentOf(document: Document): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: document.toJS() };
  } catch (cause) {
    return { problem: cause instanceof Error ? cause.message : String(cause) };
  }
}

function badAliasIn(document: Document): number {
  let offset = 0;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      offset = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}

function describe({ code, path, message }: z.core.$ZodIssue): string {
  const what = code === "invalid_union" ? "none of the forms that may stand here" : message;
  return path.length === 0 ? what : `${path.map(String).join(".")}: ${what}`;
}
