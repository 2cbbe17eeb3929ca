/** Throws a RangeError where no such thing has the number: nobody must be cleared or accused by a number that means nothing. */
export function checkNumber(number: number, count: number, thing: string): void {
  if (!(Number.isInteger(number) && number >= 0 && number < count)) {
    throw new RangeError(`no ${thing} has the number ${number}`);
  }
}
