/** What people write where there is no employee id. */
const words: ReadonlySet<string> = new Set(
  "blank contractor default dummy empty external guest na nil no none notapplicable notavailable notset null pending placeholder service serviceaccount shared tba tbc tbd temp temporary test tester testuser undefined unknown unset vendor xx".split(
    " ",
  ),
);

/**
 * Whether an employee id is none: nothing but signs, all zeros, one and the same sign three times or more, or a word such as
 * `N/A`. A short number such as `7` or `22` may well be somebody's.
 */
export function isPlaceholder(employeeId: string): boolean {
  const letters = employeeId.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
  return /^(?:0*|(.)\1{2,})$/u.test(letters) || words.has(letters);
}
