import { TokenReader } from "../odata/tokens.ts";

/**
 * The values of a template's placeholders in a path, or null where the path is another one. Templates look like
 * `/groups/{id}/members` and `/assignments/additionalAccess({a},{b})`, whose arguments go by name, in any order.
 */
export function match(template: string, segments: readonly string[]): readonly string[] | null {
  const wanted = template.split("/").slice(1);
  if (wanted.length !== segments.length) return null;

  const values: string[] = [];
  for (const [nth, pattern] of wanted.entries()) {
    const found = matchSegment(pattern, segments[nth] ?? "");
    if (found === null) return null;
    values.push(...found);
  }
  return values;
}

function matchSegment(pattern: string, segment: string): readonly string[] | null {
  if (pattern.startsWith("{")) return /^(?:\$.*|.*\(.*|)$/u.test(segment) ? null : [segment];
  const [name = "", parameters] = pattern.split("(");
  if (parameters === undefined) return pattern.toLowerCase() === segment.toLowerCase() ? [] : null;
  if (!segment.toLowerCase().startsWith(`${name.toLowerCase()}(`)) return null;

  const given = argumentsOf(new TokenReader(segment.slice(name.length)));
  const values = parameters
    .slice(0, -1)
    .split(",")
    .map((parameter) => given.get(parameter.slice(1, -1)) ?? null);
  return values.every((value) => value !== null) && given.size === values.length ? values : null;
}

/** Reads `(name='value',name='value')`. */
function argumentsOf(reader: TokenReader): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  reader.expects("(");
  do {
    const name = reader.word();
    reader.expects("=");
    given.set(name, reader.next().text);
  } while (reader.takes(","));
  reader.expects(")");
  return given;
}
