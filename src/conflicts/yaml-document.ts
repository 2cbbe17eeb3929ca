import { type Document, isNode, LineCounter, parseDocument, visit } from "yaml";
import type { z } from "zod";
import { ScanError, type ScanErrorCode } from "../scan-error.ts";

/** A YAML file read against a schema, that still knows where each value stands. */
export type YamlDocument<Value> = {
  readonly value: Value;
  /** `file:line:column` of the value at a path, or of the nearest thing around it. */
  readonly at: (path: readonly PropertyKey[]) => string;
};

/** Throws the error named, with file, line and column, where the text is not YAML or not what the schema says. */
export function readYaml<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
  code: ScanErrorCode,
): YamlDocument<z.infer<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const at = (path: readonly PropertyKey[]): string => {
    for (let length = path.length; length > 0; length -= 1) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range !== null && node.range !== undefined) return place(node.range[0]);
    }
    return place(0);
  };

  const [error] = document.errors;
  if (error !== undefined) throw new ScanError(code, `${place(error.pos[0])}: ${firstLine(error.message)}`);
  const parsed = schema.safeParse(contentOf(document, place, code));
  if (parsed.success) return { value: parsed.data, at };

  const [issue] = parsed.error.issues;
  throw new ScanError(code, `${at(issue?.path ?? [])}: ${describe(issue)}`);
}

/** Only aliases can make it fail: one that leads nowhere, or far too many. */
function contentOf(document: Document, place: (offset: number) => string, code: ScanErrorCode): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new ScanError(code, `${place(badAliasIn(document))}: ${message}`, { cause });
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

function describe(issue: z.core.$ZodIssue | undefined): string {
  const path = (issue?.path ?? []).map(String).join(".");
  const message =
    issue?.code === "invalid_union" ? "none of the forms that may stand here" : (issue?.message ?? "unreadable");
  return path === "" ? message : `${path}: ${message}`;
}
