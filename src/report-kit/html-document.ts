import { createHash } from "node:crypto";
import { escapeHtml, type Html } from "./html.ts";

type HtmlDocument = { readonly title: string; readonly style: string; readonly script: string; readonly body: Html };

const source = (code: string): string => `'sha256-${createHash("sha256").update(code).digest("base64")}'`;

/** One self-contained page: it may run exactly this style and this script, and fetch nothing. */
export function htmlDocument({ title, style, script, body }: HtmlDocument): string {
  const policy = [
    "default-src 'none'",
    `style-src ${source(style)}`,
    `script-src ${source(script)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body.markup}
<script>${script}</script>
</body>
</html>
`;
}
