import type { Snapshot } from "../../snapshot/snapshot.ts";
import { none } from "../../snapshot/tables/table-packer.ts";
import { EdgeList } from "../closure/edge-list.ts";
import { linksOf, relationOf } from "../closure/relation.ts";
import type { Principals } from "../principals.ts";

/** Who manages whom, by the numbers of principals. */
export type Managers = {
  /** The manager of a level: 1 is the person's own, 2 the manager's manager. Null where there is none. */
  readonly of: (principal: number, level: number) => number | null | "unknown";
  /** Those whose own manager this is, ascending. */
  readonly reports: (manager: number) => Uint32Array;
};

const noManager = -1;
const notTold = -2;

/** Users of whom no manager was read, or whose manager is not among the principals, are `unknown`. */
export function managersOf(snapshot: Snapshot, principals: Principals): Managers {
  const managers = new Int32Array(principals.size).fill(notTold);
  const edges = new EdgeList();
  const told = snapshot.table("managers");
  const managerIds = told.ids("managerId");
  for (const [place, userId] of told.ids("userId").entries()) {
    const user = principals.byId[userId] ?? none;
    if (user === none) continue;
    const manager = numberOf(managerIds[place] ?? none, principals);
    managers[user] = manager;
    if (manager >= 0) edges.push(manager, user);
  }
  const reports = relationOf({ from: principals.size, to: principals.size }, edges);
  return {
    of: (principal, level) => {
      let at = principal;
      for (let step = 0; step < level && at >= 0; step += 1) at = managers[at] ?? notTold;
      if (at === notTold) return "unknown";
      return at === noManager ? null : at;
    },
    reports: (manager) => linksOf(reports, manager),
  };
}

function numberOf(managerId: number, { byId }: Principals): number {
  if (managerId === none) return noManager;
  const manager = byId[managerId] ?? none;
  return manager === none ? notTold : manager;
}
