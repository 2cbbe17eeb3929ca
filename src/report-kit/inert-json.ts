/** What JSON may hold as it is, but a terminal, an editor or a script would act on. */
const steering = /[\u007f-\u009f]|[[\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]--[\p{Join_Control}]]/gv;

const escaped = (character: string): string =>
  Array.from({ length: character.length }, (_, unit) => character.charCodeAt(unit))
    .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
    .join("");

/** JSON that reads back as the same value and that `cat` can print: nothing in it steers a terminal. */
export function inertJson(value: unknown, indent?: number): string {
  return (JSON.stringify(value, null, indent) ?? "null").replace(steering, escaped);
}
