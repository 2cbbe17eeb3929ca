import { afterAll, describe, expect, it } from "vitest";
import { exitCodeOf } from "../../src/assess/exit-code.ts";
import { rulesFrom } from "../../src/cli/judge.ts";
import type { Assessment, OutcomeKind } from "../../src/domain/assessment.ts";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import { type InterceptedResponse, type Interceptor, startEmulator } from "../../src/emulator/start-emulator.ts";
import { type Cost, costs } from "./endpoint-costs.ts";
import { judgeEmulated } from "./judge-emulated.ts";
import { bankConfig, now, scanEmulated, testFolder } from "./scan-emulated.ts";
import { thinnedBank } from "./thinned-bank.ts";

/** Read so many times that its rows are most of what the suite costs. */
const bank = thinnedBank(4);

const deaths: Readonly<Record<string, InterceptedResponse>> = {
  "is refused (403)": {
    status: 403,
    body: { error: { code: "Authorization_RequestDenied", message: "Insufficient privileges." } },
  },
  "breaks for ever (500)": {
    status: 500,
    body: { error: { code: "InternalServerError", message: "Something broke." } },
  },
  "answers with half a body": { status: 200, body: '{"value":[{"id":' },
};

const rules = rulesFrom({ config: bankConfig, rules: [], onlyRules: false });
const outcomes = ({ outcomes: judged }: Assessment) => new Map(judged.map(({ rule, outcome }) => [rule, outcome]));

it("the bank that is read here is judged as the whole one is", async () => {
  const whole = await scanEmulated(contosoBank({ now }), testFolder(), {
    args: ["--config", bankConfig, "--formats", "json"],
  });
  const judged = ({ conflicts }: Assessment) => conflicts.map(({ id, outcome }) => [id, outcome]);
  expect(outcomes(await calmScan())).toEqual(outcomes(whole.assessment));
  expect(judged(await calmScan())).toEqual(judged(whole.assessment));
});

describe.each(Object.entries(costs))("where %s", (section, cost) => {
  it.each(Object.entries(deaths))("%s, exactly what needs it is inconclusive", async (_, death) => {
    const calm = await calmScan();
    const assessment = await judgedWhere(({ path, query }) => (cost.endpoint(path, query) ? death : undefined));

    const expected = new Map<string, OutcomeKind>(outcomes(calm));
    for (const rule of cost.rules) expected.set(rule, "inconclusive");
    const isMereRefusal = section === "additionalAccess" && death.status === 403;
    if (section === "additionalAccess")
      expected.set("oracle-disagreement", isMereRefusal ? "not-applicable" : "inconclusive");
    if (!isMereRefusal)
      expected.set("incomplete-collection", "violated").set("unreconciled-population", "inconclusive");
    expect(outcomes(assessment)).toEqual(expected);
    expect([1, 3]).toContain(exitCodeOf(assessment, "high"));

    const coverage = assessment.coverage.find((covered) => covered.section === section);
    expect(coverage).toMatchObject({ status: death.status === 403 ? "denied" : "failed", read: 0 });
    for (const rule of cost.rules) expect(coverage?.costs).toContain(rule);

    for (const conflict of assessment.conflicts) {
      const before = calm.conflicts.find(({ id }) => id === conflict.id);
      expect(conflict.outcome, conflict.id).toBe(isCost(conflict, cost) ? "inconclusive" : before?.outcome);
    }
    if (cost.unknown !== true) expect(assessment.conflicts).toHaveLength(calm.conflicts.length);
    else
      expect(assessment.outcomes.find(({ rule }) => rule === "dual-holder")?.reason).toContain(
        "not every declaration is known",
      );
  });
});

function isCost({ source, duties, outcome }: Assessment["conflicts"][number], { conflicts }: Cost): boolean {
  if (outcome === "not-applicable" || conflicts === "none") return false;
  if (conflicts === "all") return true;
  if (conflicts === "of packs") return source === "pack";
  return source === "pack" || duties.some(({ accessPoints }) => accessPoints.some(({ kind }) => kind === "group"));
}

let calmly: Promise<Assessment> | undefined;

function calmScan(): Promise<Assessment> {
  calmly ??= judgedWhere(() => undefined);
  return calmly;
}

let intercept: Interceptor = () => undefined;
const emulator = await startEmulator({ tenant: bank, now: () => now, intercept: (request) => intercept(request) });
afterAll(() => emulator.close());

/** Reads and judges the bank once, its emulator answering as told. */
async function judgedWhere(answering: Interceptor): Promise<Assessment> {
  intercept = answering;
  return judgeEmulated(emulator.url, bank.organization.id, testFolder(), rules);
}
