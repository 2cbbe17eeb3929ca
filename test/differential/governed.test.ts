import { DatabaseSync } from "node:sqlite";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outOfBandHolder } from "../../rules/bypass/out-of-band-holder.ts";
import { residualAccess } from "../../rules/lifecycle/residual-access.ts";
import { crossPathConflict } from "../../rules/sod/cross-path-conflict.ts";
import { dualHolder } from "../../rules/sod/dual-holder.ts";
import { grandfatheredHolder } from "../../rules/sod/grandfathered-holder.ts";
import { incompatibleGroupMember } from "../../rules/sod/incompatible-group-member.ts";
import { lateConflict } from "../../rules/sod/late-conflict.ts";
import { oneWayDeclaration } from "../../rules/sod/one-way-declaration.ts";
import { secondAccount } from "../../rules/sod/second-account.ts";
import { toxicPackage } from "../../rules/sod/toxic-package.ts";
import { undeclaredConflict } from "../../rules/sod/undeclared-conflict.ts";
import { assess, type Judgement } from "../../src/assess/assess.ts";
import type { Finding } from "../../src/domain/assessment.ts";
import { declaredPairs } from "../../src/rule-kit/declared-pairs.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { openSnapshot } from "../../src/snapshot/reader.ts";
import { aTenant, now } from "../builders/tenant.ts";
import { snapshotPath, write } from "../snapshot/written.ts";
import { predicates, together, type Told, toldOf } from "./governed-brute-force.ts";
import { toldBySql } from "./governed-sql.ts";
import { governedPack, governedWorlds, tellGoverned } from "./governed-worlds.ts";

const given = fc.sample(governedWorlds, { seed: 2026, numRuns: 1000 });
const names = given.map((_, place) => (name: string) => `w${place}-${name}`);

/** Tells of everybody who holds both packages of a declaration how they stand to it. */
const standing = defineRule({
  meta: { ...lateConflict.meta, id: "standing", parameters: {} },
  evaluate: (facts) => ({
    examined: 0,
    violations: declaredPairs(facts, "PT1H").holders.map(({ conflict, holder, enforcement }) => ({
      principal: holder.principal,
      conflict: conflict.id,
      message: enforcement.kind,
      evidence: [],
    })),
  }),
});

const rules = [
  standing,
  dualHolder,
  secondAccount,
  grandfatheredHolder,
  lateConflict,
  oneWayDeclaration,
  undeclaredConflict,
  toxicPackage,
  incompatibleGroupMember,
  crossPathConflict,
  outOfBandHolder,
  residualAccess,
];

/** What the program found, in the words of the oracles. */
function toldByFindings({ assessment: { findings }, model: { persons, principals } }: Judgement): Told {
  const of = ({ meta }: { readonly meta: { readonly id: string } }, line: (finding: Finding) => string) =>
    findings.filter(({ rule }) => rule === meta.id).map(line);
  const byPrincipal = ({ conflict, principal }: Finding): string => `${conflict} ${principal?.id}`;
  const bySubject = ({ conflict, subject }: Finding): string => `${conflict} ${subject?.id}`;
  const held = ({ subject, principal }: Finding): string => `${subject?.id} ${principal?.id}`;
  const nameOf = (ids: readonly string[]): string => ids.toSorted().join("+");
  const certain = persons.groups.filter(({ kind }) => kind === "certain");
  return {
    T1: of(dualHolder, byPrincipal),
    T3: of(standing, (finding) => `${byPrincipal(finding)} ${finding.message}`),
    T4: [
      ...of(undeclaredConflict, (finding) => `undeclared ${bySubject(finding)}`),
      ...of(oneWayDeclaration, ({ conflict }) => `one-way ${conflict}`),
    ],
    T5: of(toxicPackage, bySubject),
    T6: of(incompatibleGroupMember, byPrincipal),
    T7: of(crossPathConflict, byPrincipal),
    T13: [
      ...certain.map(({ accounts }) => `person ${nameOf(accounts.map((account) => principals.at(account).id))}`),
      ...of(secondAccount, ({ conflict, person }) => `${conflict} ${nameOf(person!.principals.map(({ id }) => id))}`),
    ],
    T16: [
      ...of(outOfBandHolder, (finding) => `ungoverned ${held(finding)}`),
      ...of(residualAccess, (finding) => `residual ${held(finding)}`),
    ],
  };
}

type Answers = {
  readonly byForce: Told;
  readonly bySql: Told;
  readonly found: Told;
  readonly findings: readonly Finding[];
};

/** One file of all the worlds, told of in three ways. */
async function answers(): Promise<Answers> {
  const tenant = aTenant();
  for (const [place, world] of given.entries()) tellGoverned(world, tenant, names[place]!);
  const path = snapshotPath();
  write(tenant.build(), path, 10_000);

  const database = new DatabaseSync(path, { readOnly: true });
  const bySql = toldBySql(database, now);
  database.close();
  const snapshot = await openSnapshot(path);
  const whole = { ...snapshot, wasRead: () => true };
  const judgement = assess(whole, { rules, packs: [governedPack(names)] }, now);
  const found = toldByFindings(judgement);
  snapshot.close();
  const byForce = together(given.map((world, place) => toldOf(world, now, names[place]!)));
  return { byForce, bySql, found, findings: judgement.assessment.findings };
}

let made: Promise<Answers> | undefined;
const told = (): Promise<Answers> => (made ??= answers());

/** Milliseconds for all of it, made by whichever test is first, on a machine that does other things, too. */
const patience = 240_000;

describe("a thousand random tenants are judged as a brute force and as SQL over the tables do", () => {
  it.each(predicates)(
    "%s",
    async (predicate) => {
      const { byForce, bySql, found } = await told();
      const lines = byForce[predicate].toSorted();
      expect(lines.length).toBeGreaterThan(100);
      expect(bySql[predicate].toSorted(), "by SQL").toEqual(lines);
      expect(found[predicate].toSorted(), "as found").toEqual(lines);
    },
    patience,
  );

  it(
    "some of whom stand in each way to their declaration, as the rules about that find",
    async () => {
      const { found, findings } = await told();
      const classes = Map.groupBy(found.T3, (line) => line.split(" ").at(-1));
      const counts = ["grandfathered", "late", "undeclared", "unknown"].map((kind) => classes.get(kind)?.length ?? 0);
      expect(Math.min(...counts)).toBeGreaterThan(20);
      const by = (rule: string) => findings.filter((finding) => finding.rule === rule).length;
      expect([by("grandfathered-holder"), by("late-conflict")]).toEqual(counts.slice(0, 2));
    },
    patience,
  );
});
