import type { Assessment } from "../../src/domain/assessment.ts";
import type { Plan } from "../../src/domain/plan.ts";

/** Texts that some medium would run, hide or choke on. */
export const hostileTexts = [
  '=HYPERLINK("http://evil.example","pay")',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "<img src=x onerror=alert(1)>",
  "</script><script>alert(1)</script>",
  "\" onmouseover='alert(1)' x=`",
  "\u001b]0;owned\u0007\u001b[31mred\u001b[0m",
  "\u009b31mC1",
  "name\u202etxt.exe",
  "\ud800 lone \udfff",
  "NUL\u0000NUL",
  "line\r\nStart-Process calc # \u2028 \u0085 next",
  "'; Start-Process calc; '",
  "\u2019; Start-Process calc; \u2018\u201a\u201b",
  "#> Start-Process calc <#",
  "$(Start-Process calc) `n \"@ '@",
  "_x0041_ _x000D_",
  "\ufeff\u200b\u2066hidden\u2069\ufffe",
  "x".repeat(256),
] as const;

const isFree = (key: string): boolean =>
  [
    "displayName",
    "userPrincipalName",
    "name",
    "message",
    "remedy",
    "reason",
    "title",
    "why",
    "whoCan",
    "alternative",
  ].includes(key) || ["tenantName", "precondition", "postcondition", "missingPermission"].includes(key);

/** The value with every free text in it replaced by a hostile one, each in its turn. */
function poisoned<Value>(value: Value): Value {
  let turn = 0;
  const text = JSON.stringify(value, (key, inner: unknown) =>
    isFree(key) && typeof inner === "string" ? hostileTexts[turn++ % hostileTexts.length] : inner,
  );
  return JSON.parse(text) as Value;
}

export const hostileAssessment = (assessment: Assessment): Assessment => poisoned(assessment);

export const hostilePlan = (plan: Plan): Plan => poisoned(plan);
