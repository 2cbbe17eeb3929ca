/** What a PowerShell script does once its literals and comments are taken away. */
export type Tokens = {
  readonly code: string;
  readonly literals: readonly string[];
  readonly comments: readonly string[];
};

const singleQuotes = "'\u2018\u2019\u201a\u201b";
const doubleQuotes = '"\u201c\u201d\u201e';

/**
 * Splits a script by the rules of about_Quoting_Rules and about_Comments alone: any of four single quotes closes any
 * other, doubled ones stay; a comment ends with the line. Here-strings and block comments are refused, as plan.ps1 has none.
 */
export function powershellTokens(script: string): Tokens {
  const literals: string[] = [];
  const comments: string[] = [];
  let code = "";
  let at = 0;

  const quoted = (quotes: string, escape: string): string => {
    let text = "";
    for (at += 1; at < script.length; at += 1) {
      const character = script.charAt(at);
      if (character === escape) text += script.charAt((at += 1));
      else if (!quotes.includes(character)) text += character;
      else if (quotes.includes(script.charAt(at + 1)) && at + 1 < script.length) text += script.charAt((at += 1));
      else return text;
    }
    throw new Error("a literal never ends");
  };

  for (; at < script.length; at += 1) {
    const character = script.charAt(at);
    if (script.startsWith("<#", at) || /^@['"]/.test(script.slice(at, at + 2))) throw new Error("not in plan.ps1");
    if (singleQuotes.includes(character)) {
      literals.push(quoted(singleQuotes, "\u0000 no escape"));
      code += "''";
    } else if (doubleQuotes.includes(character)) {
      code += `"${quoted(doubleQuotes, "`")}"`;
    } else if (character === "#") {
      const end = script.slice(at).search(/[\r\n]/);
      comments.push(script.slice(at, at + end));
      at += end - 1;
    } else code += character;
  }
  return { code, literals, comments };
}
