import { describe, expect, it } from "vitest";
import type { Assessment } from "../../src/domain/assessment.ts";
import { conclusion } from "../../src/report-kit/conclusion.ts";
import { aBankAssessment, aCleanAssessment } from "../builders/assessment.ts";

const bank = aBankAssessment();
const clean = aCleanAssessment();

describe("the conclusion", () => {
  it("counts people once, however many conflicts they are in, and tells what it does not know", () => {
    expect(conclusion(bank)).toEqual({
      verdict: "violated",
      answer: "11 people can do both halves of something no one person may do, over 2 conflicts.",
      details: ["1 of them does not hold both sides actively yet.", "For 1 of them an exception is accepted."],
      caveats: [
        "2 sections were not completely read: signIns, appRoleAssignments.",
        "1 conflict is inconclusive: PAY-R02.",
        "2 rules are inconclusive: LIF-004 stale-access, BYP-002 out-of-band-holder.",
      ],
    });
  });

  it("is clean only where everything was read and judged", () => {
    expect(conclusion(clean)).toMatchObject({ verdict: "satisfied", caveats: [] });
  });

  it.each<[string, Partial<Assessment>]>([
    ["a section was denied", { coverage: bank.coverage }],
    ["a conflict is inconclusive", { conflicts: [...clean.conflicts, bank.conflicts[1]!] }],
    ["a rule broke", { outcomes: [{ ...clean.outcomes[0]!, outcome: "errored" }] }],
    ["nothing was bound", { conflicts: [bank.conflicts[2]!] }],
    ["there is no conflict at all", { conflicts: [] }],
  ])("is inconclusive where %s", (_, change) => {
    expect(conclusion({ ...clean, ...change }).verdict).toBe("inconclusive");
  });

  it("never reads as clean where a process takes too few people, or a critical duty is held", () => {
    const [pair] = bank.conflicts;
    const team = { ...pair!, id: "PAY-R10", people: 3, holders: 2 };
    const critical = { ...pair!, id: "PAY-R11", atMost: 0, holders: 1 };
    const findings = [{ ...bank.findings[0]!, conflict: "PAY-R11" }];
    const answers = [
      "1 process can be completed by fewer people than demanded.",
      "1 duty of which every holder is reported is held.",
    ];

    expect(conclusion({ ...clean, conflicts: [team] })).toMatchObject({ verdict: "violated", answer: answers[0] });
    expect(conclusion({ ...clean, conflicts: [critical], findings })).toMatchObject({
      verdict: "violated",
      answer: answers[1],
    });
    expect(conclusion({ ...bank, conflicts: [...bank.conflicts, team] })).toMatchObject({
      answer: "11 people can do both halves of something no one person may do, over 2 conflicts.",
      details: [expect.anything(), expect.anything(), answers[0]],
    });
  });

  it("does not call a service principal a person", () => {
    const [first] = bank.findings;
    const findings = [{ ...first!, principal: { ...first!.principal!, type: "servicePrincipal" as const } }];

    expect(conclusion({ ...clean, findings }).answer).toMatch(/^1 account can /);
  });
});
