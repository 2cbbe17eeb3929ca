import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { Pack, PackDuty } from "../packs.ts";
import type { Selector } from "../pack-schema.ts";
import { type Candidate, candidatesIn } from "./candidates.ts";
import { isAlike, isReadOnly, wordsOf } from "./words.ts";

/** Something in the tenant that might be what holds a duty, for a person to accept or not. */
export type Suggestion = {
  readonly pack: string;
  readonly duty: string;
  readonly selector: Selector;
  readonly name: string;
  readonly confidence: "high" | "medium" | "low";
  /** Which words of the duty were found where. */
  readonly reason: string;
};

/** Below this share of a duty's weight nothing is worth a person's look. */
const least = 0.45;

/** Words found in a description only count so much. */
const describedShare = 0.6;

/**
 * What could be bound to duties that nothing is bound to, duty by duty, best first; each thing for what it fits best. Guesses
 * are left out where something fits well.
 */
export function suggestBindings(packs: readonly Pack[], snapshot: Snapshot): readonly Suggestion[] {
  const duties = packs.flatMap((pack) => dutiesOf(pack));
  const found = candidatesIn(snapshot).flatMap((candidate) => {
    const fits = duties.map((duty) => fitOf(duty, candidate)).filter(({ score }) => score >= least);
    const best = Math.max(...fits.map(({ score }) => score));
    const chosen = fits.filter(({ score }) => score === best);
    return chosen.map((fit) => suggestionOf(fit, candidate, chosen.length > 1));
  });
  const sure = new Set(found.filter(({ confidence }) => confidence === "high").map(({ duty }) => duty));
  return found
    .filter(({ duty, confidence }) => duty.isUnbound && (confidence !== "low" || !sure.has(duty)))
    .sort((a, b) => duties.indexOf(a.duty) - duties.indexOf(b.duty) || b.score - a.score || (a.name < b.name ? -1 : 1))
    .map(({ duty, selector, name, confidence, reason }) => ({
      pack: duty.pack,
      duty: duty.id,
      selector,
      name,
      confidence,
      reason,
    }));
}

type WeighedDuty = {
  readonly pack: string;
  readonly id: string;
  readonly isUnbound: boolean;
  /** The words of its id and what each tells: the fewer duties of the pack have it, the more. */
  readonly words: readonly { readonly word: string; readonly weight: number }[];
};

function dutiesOf({ name, duties }: Pack): readonly WeighedDuty[] {
  const all = duties.map(({ id, title }) => wordsOf(`${id} ${title}`));
  const weightOf = (word: string): number => {
    const others = all.filter((words) => words.some((other) => isAlike(word, other))).length;
    return Math.log(1 + duties.length / Math.max(1, others));
  };
  return duties.map(({ id, heldBy }: PackDuty) => ({
    pack: name,
    id,
    isUnbound: heldBy.length === 0,
    words: wordsOf(id).map((word) => ({ word, weight: weightOf(word) })),
  }));
}

type Fit = {
  readonly duty: WeighedDuty;
  readonly score: number;
  readonly named: readonly string[];
  readonly described: readonly string[];
};

/** Each word of the candidate counts once. */
function fitOf(duty: WeighedDuty, { nameWords, descriptionWords }: Candidate): Fit {
  const total = duty.words.reduce((sum, { weight }) => sum + weight, 0);
  const named: string[] = [];
  const described: string[] = [];
  let score = 0;
  for (const { word, weight } of duty.words) {
    const inName = nameWords.find((other) => isAlike(word, other) && !named.includes(other));
    const inDescription = descriptionWords.find((other) => isAlike(word, other) && !described.includes(other));
    if (inName !== undefined) {
      named.push(inName);
      score += weight;
    } else if (inDescription !== undefined) {
      described.push(inDescription);
      score += weight * describedShare;
    }
  }
  return { duty, score: total === 0 ? 0 : score / total, named, described };
}

function suggestionOf({ duty, score, named, described }: Fit, candidate: Candidate, isTied: boolean) {
  const reasons = [
    ...(named.length === 0 ? [] : [`its name says ${quoted(named)}`]),
    ...(described.length === 0 ? [] : [`its description says ${quoted(described)}`]),
    ...(isTied ? ["other duties fit as well"] : []),
    ...(isReadOnly(candidate.nameWords) ? ["it sounds read-only"] : []),
  ];
  const isMeagre = named.length + described.length < Math.min(2, duty.words.length);
  const doubtful = isTied || isMeagre || isReadOnly(candidate.nameWords);
  const sure = score >= 0.95 ? "high" : score >= 0.7 ? "medium" : "low";
  const confidence: Suggestion["confidence"] = doubtful ? "low" : sure;
  return { duty, score, selector: candidate.selector, name: candidate.name, confidence, reason: reasons.join("; ") };
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(" and ");
}
