import { visibleLine } from "./visible-text.ts";

/**
 * A single-quoted literal. PowerShell also takes U+2018 to U+201B for single quotes
 * (https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules).
 */
export function psLiteral(text: string): string {
  return `'${visibleLine(text).replace(/['\u2018-\u201b]/g, "$&$&")}'`;
}

/** A comment that no text can leave. Its indent keeps it from being read as `#Requires` or as a signature block. */
export function psComment(text: string): string {
  return `#   ${visibleLine(text)}`;
}
