import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { html } from "../../src/report-kit/html.ts";
import { visibleText } from "../../src/report-kit/visible-text.ts";
import { hostileTexts } from "../builders/hostile.ts";

const decoded: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&#96;": "`",
  "&amp;": "&",
};

describe("the html template", () => {
  it("takes values for text, and other templates for markup", () => {
    const inner = html`<b>${"<i>"}</b>`;

    expect(html`<p title="${'"x"'}">${[inner, 1, null, undefined, false]}</p>`.markup).toBe(
      '<p title="&quot;x&quot;"><b>&lt;i&gt;</b>1</p>',
    );
  });

  it("does not take an object for markup because it looks like it", () => {
    const forged = JSON.parse('["<script>"]') as string[];

    expect(html`${forged}`.markup).toBe("&lt;script&gt;");
  });

  it("lets no character through that opens a tag, an attribute or an entity, and loses none", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(...hostileTexts)), (text) => {
        const { markup } = html`${text}`;

        expect(markup).not.toMatch(/[<>"'`]|&(?!(amp|lt|gt|quot|#39|#96);)/);
        expect(markup.replaceAll(/&(?:lt|gt|quot|#39|#96|amp);/g, (entity) => decoded[entity] ?? "")).toBe(
          visibleText(text),
        );
      }),
    );
  });
});
