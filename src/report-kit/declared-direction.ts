import type { AssessedConflict, Declaration } from "../domain/assessment.ts";

export type DeclaredDirection = "not declared" | "one way" | "both ways" | "group barred";

/** Whether holders of `from` are ineligible for `to` as well. A group has no requests to refuse, so there it never is. */
export function isReciprocated({ from, to }: Declaration, declarations: readonly Declaration[]): boolean {
  return declarations.some((other) => other.from === to && other.to === from);
}

/** How far the tenant itself keeps a conflict's sides apart; `group barred` is all that a group allows. */
export function declaredDirection({ declarations }: Pick<AssessedConflict, "declarations">): DeclaredDirection {
  const betweenPackages = declarations.filter(({ kind }) => kind === "accessPackage");
  if (declarations.length === 0) return "not declared";
  if (betweenPackages.length === 0) return "group barred";
  return betweenPackages.every((declaration) => isReciprocated(declaration, betweenPackages)) ? "both ways" : "one way";
}

/** The name of a declaration's end, which stands on the conflict's access points; its id where it does not. */
export function nameIn({ duties }: Pick<AssessedConflict, "duties">, id: string): string {
  return duties.flatMap(({ accessPoints }) => accessPoints).find((accessPoint) => accessPoint.id === id)?.name ?? id;
}
