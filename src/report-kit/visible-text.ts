/**
 * Characters that steer a display instead of being seen: controls, bidirectional overrides, invisible formatting, line
 * separators, lone surrogates and noncharacters. The two joiners stay: emoji, Persian and Malayalam names need them.
 */
const unseen = /[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]--[\p{Join_Control}]]/gv;

const named = (character: string): string =>
  `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`;

/** The text on one line, with every unseen character shown as its code point, such as `⟨U+202E⟩`. */
export function visibleLine(text: string): string {
  return text.replace(unseen, named);
}

/** As `visibleLine`, but line feeds stay: for media in which a new line is only a new line. */
export function visibleText(text: string): string {
  return text.replace(unseen, (character) => (character === "\n" ? character : named(character)));
}
