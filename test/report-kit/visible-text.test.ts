import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visibleLine, visibleText } from "../../src/report-kit/visible-text.ts";

describe("visible text", () => {
  it("shows what would steer a display as its code point", () => {
    expect(visibleLine("a\u202eb\u0000\u001b[31m\ud800\n")).toBe("a⟨U+202E⟩b⟨U+0000⟩⟨U+001B⟩[31m⟨U+D800⟩⟨U+000A⟩");
  });

  it("keeps line feeds only where they are harmless", () => {
    expect(visibleText("a\nb\rc")).toBe("a\nb⟨U+000D⟩c");
  });

  it("leaves names of every script and emoji as they are", () => {
    const names = "Tomás 陳美玲 مریم‌السادات 👩‍💻 O’Neill";

    expect(visibleLine(names)).toBe(names);
  });

  it("lets no control, bidi override or lone surrogate through", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(visibleLine(text)).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069\u200e\u200f\ufeff]|\p{Cs}/u);
      }),
    );
  });
});
