/** How findings stand to what was examined: one thing may violate a rule several times, as in `13 in 9`. */
export function relation(violations: number, examined: number): "of" | "in" {
  return violations > examined ? "in" : "of";
}
