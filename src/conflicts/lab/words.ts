/** Words that tell nothing of what somebody may do. */
const empty: ReadonlySet<string> = new Set(
  "a an and app for from group in of on or own package pkg role roles sec sg team the to user users with".split(" "),
);

/** Words that name the same act in different houses. */
const sameAct = [
  "capture create enter execute initiate initiator maker prepare propose raise submit",
  "approve authorise authorize approval checker",
  "release send transmit disburse",
  "administer admin change edit maintain manage",
  "reconcile recon",
  "certify recertify review",
  "log logs audit siem",
  "vendor supplier creditor",
  "payable payables ap",
  "customer debtor",
  "invoice bill",
  "code develop developer dev",
  "deploy deployment production prod",
].map((words) => words.split(" "));

/** The words of a name or sentence, in small letters, each once: `PAY-Initiators` and `payInitiators` have the same. */
export function wordsOf(text: string): readonly string[] {
  const parted = text.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, " ").toLowerCase();
  return [...new Set(parted.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1 && !empty.has(word)))];
}

/** Words by which people say that a role changes nothing. */
const looking: ReadonlySet<string> = new Set(["observer", "read", "reader", "readonly", "view", "viewer"]);

export function isReadOnly(words: readonly string[]): boolean {
  return words.some((word) => looking.has(word)) && !words.includes("write");
}

/** One begins as the other, as far as endings go, or they name the same act. */
export function isAlike(one: string, other: string): boolean {
  return isKin(one, other) || sameAct.some((words) => isAmong(one, words) && isAmong(other, words));
}

function isAmong(word: string, words: readonly string[]): boolean {
  return words.some((other) => isKin(word, other));
}

/** They begin alike but for their endings, short words wholly: `approve` and `approval`, `pay` and `payment`. */
function isKin(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  let shared = 0;
  while (shared < short.length && short[shared] === long[shared]) shared += 1;
  const ending = Math.max(0, Math.min(2, short.length - 4));
  return shared >= 3 && short.length - shared <= ending && long.length - shared <= 4;
}
