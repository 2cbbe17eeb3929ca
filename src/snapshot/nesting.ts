import type { DatabaseSync } from "node:sqlite";

/** What the memberships saved so far say of groups within groups. */
export type Nesting = {
  /** Groups among the members of a group. */
  readonly groupsIn: (groupId: string) => readonly string[];
  /** The group and every group nested in it, however deep. */
  readonly below: (groupId: string) => readonly string[];
  /** How many users the group has, those in nested groups included, each counted once. */
  readonly usersIn: (groupId: string) => number;
};

/** Written so that the index of members that are no users serves it, because most members are. */
const isGroup = "memberType <> 'user' AND (memberType = 'group' OR memberId IN (SELECT id FROM groups))";

/** `UNION` keeps each group once, so that a circle of groups ends; `CROSS JOIN` keeps SQLite from going through all members. */
const below = `WITH RECURSIVE below (id) AS (SELECT ? UNION
  SELECT memberId FROM below CROSS JOIN groupMembers ON groupId = below.id WHERE ${isGroup})`;

export function nestingIn(database: DatabaseSync): Nesting {
  const direct = database.prepare(`SELECT memberId AS id FROM groupMembers WHERE groupId = ? AND ${isGroup}`);
  const all = database.prepare(`${below} SELECT id FROM below`);
  const users = database.prepare(
    `${below} SELECT count(DISTINCT memberId) AS users FROM below CROSS JOIN groupMembers ON groupId = below.id WHERE memberType = 'user'`,
  );
  return {
    groupsIn: (groupId) => direct.all(groupId).map(({ id }) => String(id)),
    below: (groupId) => all.all(groupId).map(({ id }) => String(id)),
    usersIn: (groupId) => Number(users.get(groupId)?.["users"] ?? 0),
  };
}
