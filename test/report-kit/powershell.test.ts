import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { psComment, psLiteral } from "../../src/report-kit/powershell.ts";
import { visibleLine } from "../../src/report-kit/visible-text.ts";
import { hostileTexts } from "../builders/hostile.ts";
import { powershellTokens } from "./powershell-tokens.ts";

const texts = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({
    unit: fc.constantFrom("'", "\u2018", "\u2019", "\u201a", "\u201b", '"', "`", "$", "#", "\r", "\n", "<", ">", "a"),
  }),
);

describe("PowerShell", () => {
  it("reads a literal back as the text, whatever quotes are in it", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(powershellTokens(`Call ${psLiteral(text)}\n`)).toEqual({
          code: "Call ''\n",
          literals: [visibleLine(text)],
          comments: [],
        });
      }),
    );
  });

  it("never gets out of a comment", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(powershellTokens(`${psComment(text)}\nCall\n`).code).toBe("\nCall\n");
      }),
    );
  });

  it("takes no comment for a requirement or a signature", () => {
    expect(psComment("Requires -Modules Evil")).not.toMatch(/^#requires/i);
    expect(psComment("SIG # Begin signature block")).not.toMatch(/^# SIG #/i);
  });
});
