import type { AccessModel } from "../access/access-model.ts";
import type { Assignment } from "../access/assignment-place.ts";
import { effectiveGrantsOf } from "../access/effective-grants.ts";
import { type Holding, memberships, type ObjectRef, type Principal } from "../domain/access.ts";
import type { Explanation } from "../domain/explanation.ts";
import { ScanError } from "../scan-error.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { binderOf } from "./bind.ts";
import { byEntity } from "./by-entity.ts";
import type { BoundDuty } from "./conflict.ts";
import { bindDuty } from "./conflicts.ts";
import { describeGap, gapsOf } from "./judge.ts";
import type { Pack, PackDuty } from "./packs.ts";

/** At most so many ways through groups are told for each thing that a duty is held by. */
const mostWays = 100;

/**
 * Every way in which a principal holds a duty of the packs. The principal is named by id, user principal name or display
 * name, the duty by id (`<id>@<entity>` within one legal entity), `<pack>/<id>` or title. Throws `name/unresolved` or `name/unread` where that names no one thing.
 */
export function explainDuty(
  snapshot: Snapshot,
  model: AccessModel,
  packs: readonly Pack[],
  named: { readonly person: string; readonly duty: string },
): Explanation {
  const { pack, duty } = dutyNamed(named.duty, packs);
  const principal = personNamed(named.person, model, snapshot);
  const { duty: bound, unread, foundByName } = bindDuty(duty, binderOf(snapshot, model));
  const gaps = gapsOf({ duties: [bound], unread, foundByName, scope: null }, model, snapshot.coverage);
  const holdings = everyHoldingOf(principal.id, bound, model);
  const cut = holdings.length < mostWays ? [] : [`at most ${mostWays} ways through a group are told`];
  return {
    principal,
    duty: { pack, id: duty.id, title: duty.title },
    holdings: holdings.toSorted((a, b) => memberships.indexOf(a.membership) - memberships.indexOf(b.membership)),
    accessPoints: bound.points.map(({ kind, id, name }) => ({ kind, id, name })),
    ...grantedTo(principal.id, bound, model, new Date(snapshot.run.startedAt)),
    unknown: [
      ...(bound.unbound ? ["nothing is bound to the duty"] : []),
      ...bound.problems,
      ...gaps.unread,
      ...gaps.partial,
      ...cut,
    ],
  };
}

/** What the principal's packages say of the duty, held against what the principal has. */
function grantedTo(
  principalId: string,
  { points }: BoundDuty,
  model: AccessModel,
  readAt: Date,
): Pick<Explanation, "undelivered" | "shared"> {
  const grants = effectiveGrantsOf(
    model,
    readAt,
    points.filter(({ kind }) => kind !== "site" && kind !== "accessPackage"),
  );
  const own = new Map(
    model.packages.activeOf(principalId).map((assignment) => [assignment.accessPackageId, assignment]),
  );
  return {
    undelivered: grants.undelivered
      .filter(({ assignment }) => assignment.principalId === principalId)
      .map(({ assignment, accessPoint }) => ({
        accessPoint,
        accessPackage: packageOf(assignment),
        evidence: assignment.evidence,
      })),
    shared: grants.shared
      .map(({ accessPoint, packageIds }) => ({
        accessPoint,
        packages: packageIds.flatMap((id) => own.get(id) ?? []).map(packageOf),
      }))
      .filter(({ packages }) => packages.length > 1),
  };
}

function packageOf({ accessPackageId: id, accessPackageName: name }: Assignment): ObjectRef {
  return { kind: "accessPackage", id, name };
}

/** Nothing of a way of which not every point is held. */
function everyHoldingOf(principalId: string, { ways }: BoundDuty, model: AccessModel): readonly Holding[] {
  return ways.flatMap((way) => {
    const byPoint = way.map((point) => model.everyHolding(principalId, point, mostWays));
    return byPoint.every((holdings) => holdings.length > 0) ? byPoint.flat() : [];
  });
}

function dutyNamed(text: string, packs: readonly Pack[]): { readonly pack: string; readonly duty: PackDuty } {
  const all = packs.map(byEntity).flatMap(({ name: pack, duties }) => duties.map((duty) => ({ pack, duty })));
  const found = all.filter(({ pack, duty: { id, title } }) => [id, `${pack}/${id}`, title].includes(text));
  const names = (those: typeof all): string => those.map(({ pack, duty }) => `${pack}/${duty.id}`).join(", ");
  const [first, ...others] = found;
  if (first === undefined)
    throw new ScanError("name/unresolved", `no duty of the packs is called "${text}"; there are ${names(all)}`);
  if (others.length > 0) throw new ScanError("name/unresolved", `"${text}" could be ${names(found)}`);
  return first;
}

function personNamed(text: string, { principals }: AccessModel, { coverage }: Snapshot): Principal {
  const lower = text.toLowerCase();
  const found: Principal[] = [];
  for (let number = 0; number < principals.size; number += 1) {
    const { id, userPrincipalName, displayName } = principals.view(number);
    if (id === text || displayName === text || userPrincipalName?.toLowerCase() === lower)
      found.push(principals.at(number));
  }
  const [first, ...others] = found;
  if (first !== undefined && others.length === 0) return first;
  if (first !== undefined) {
    const candidates = found.map(({ id, userPrincipalName }) => userPrincipalName ?? id).join(", ");
    throw new ScanError("name/unresolved", `"${text}" could be ${candidates}`);
  }
  const gaps = coverage.filter(({ section, status }) => section === "users" && status !== "complete");
  if (gaps.length === 0) throw new ScanError("name/unresolved", `nobody is called "${text}"`);
  throw new ScanError("name/unread", `"${text}" was not found: ${gaps.map(describeGap).join("; ")}`);
}
