import { visibleText } from "./visible-text.ts";

/** Markup that is safe to send; only the `html` tag makes it. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

type Content = Html | string | number | null | undefined | false | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

/** Safe as text and inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"'`]/g, (character) => entities[character] ?? "");
}

function render(content: Content): string {
  if (content instanceof Html) return content.markup;
  if (typeof content === "string" || typeof content === "number") return escapeHtml(String(content));
  if (content === null || content === undefined || content === false) return "";
  return content.map(render).join("");
}

/** A template whose literal parts are markup and whose values are text, however hostile; attributes must be quoted. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(String.raw({ raw: parts }, ...values.map(render)));
}
