import { describe, expect, it } from "vitest";
import { planScript } from "../../reports/plan-script.ts";
import { hostilePlan } from "../builders/hostile.ts";
import { aBankPlan } from "../builders/plan.ts";
import { powershellTokens } from "../report-kit/powershell-tokens.ts";

const plan = aBankPlan();
const script = planScript(plan);

describe("plan.ps1", () => {
  it("is the same code whatever people are called", () => {
    expect(powershellTokens(planScript(hostilePlan(plan))).code).toBe(powershellTokens(script).code);
  });

  it("starts with a byte order mark, without which Windows PowerShell would see quotes inside letters", () => {
    expect(script.startsWith("\ufeff#Requires")).toBe(true);
  });

  it("makes exactly the calls of the plan, in the order of its waves", () => {
    const calls = [
      ...script.matchAll(/Invoke-MgGraphRequest -Method (POST|DELETE) -Uri '([^']+)'(?:.* -Body '([^']+)')?/g),
    ];

    expect(calls.map(([, method, url, body]) => [method, url, body === undefined ? null : JSON.parse(body)])).toEqual(
      [...plan.actions, ...plan.declarations].map(({ request: { method, url, body } }) => [method, url, body]),
    );
  });

  it("orders by wave, not by place", () => {
    const reversed = planScript({ ...plan, actions: plan.actions.toReversed() });

    expect(reversed.indexOf("Wave 1")).toBeLessThan(reversed.indexOf("Wave 2"));
    expect(reversed.indexOf("Step 'A01'")).toBeLessThan(reversed.indexOf("Step 'A08'"));
  });

  it("calls Graph nowhere but inside a step, which does nothing without -Execute", () => {
    const { code } = powershellTokens(script);
    const step = /function Step[\s\S]*?\n\}/.exec(code)?.[0] ?? "";
    const outside = code
      .replaceAll(/Step '' '' \{\n {2}Invoke-MgGraphRequest [^\n]*\n\}/g, "")
      .replace(/function Wait-Delivered[\s\S]*?\n\}/, "");

    expect(outside).not.toContain("Invoke-MgGraphRequest");
    expect(step.indexOf("if (-not $Execute) { return }")).toBeGreaterThan(0);
    expect(step.indexOf("if (-not $Execute) { return }")).toBeLessThan(step.indexOf("& $Call"));
    expect(step.indexOf("ShouldProcess")).toBeLessThan(step.indexOf("& $Call"));
  });

  it("checks tenant and expiry before anything is carried out", () => {
    const { code, literals } = powershellTokens(script);

    expect(literals).toEqual(expect.arrayContaining([plan.tenantId, plan.expiresAt]));
    expect(code.indexOf("$context.TenantId -ne $planTenantId")).toBeLessThan(code.indexOf("Step ''"));
    expect(code).toContain("if ($expired) { throw");
  });

  it("waits for every assignment removal, and declares only when told to", () => {
    expect(script.match(/-PollUri 'https/g)).toHaveLength(
      plan.actions.filter(({ kind }) => kind === "removeAssignment").length,
    );
    expect(script).toMatch(/if \(\$Declare\) \{\nStep 'D01'/);
  });

  it("lists what it cannot fix, as comments", () => {
    const comments = powershellTokens(script).comments.join("\n");

    for (const { whoCan } of plan.cannotFix) expect(comments).toContain(`who can: ${whoCan}`);
  });

  it("balances its braces and parentheses", () => {
    const { code } = powershellTokens(script);
    const bare = code.replaceAll(/"[^"]*"/g, '""');

    for (const [open, close] of [
      ["{", "}"],
      ["(", ")"],
      ["[", "]"],
    ]) {
      expect(bare.split(open!).length).toBe(bare.split(close!).length);
    }
  });
});
