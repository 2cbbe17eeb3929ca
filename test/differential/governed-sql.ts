import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { type Predicate, type Told, toldBy } from "./governed-brute-force.ts";

/** What the statements build on: temporary tables over those of the snapshot. `w` is what all ids of a world begin with. */
const groundwork = `
CREATE TEMP TABLE below AS
  WITH RECURSIVE below(g, m) AS (
    SELECT groupId, memberId FROM groupMembers
    UNION SELECT above.groupId, below.m FROM groupMembers above JOIN below ON below.g = above.memberId)
  SELECT g, m FROM below;
CREATE INDEX temp.belowByGroup ON below (g);
CREATE TEMP TABLE active AS
  SELECT accessPackageId AS k, targetObjectId AS p, min(startDateTime) AS start FROM assignments
  WHERE lower(state) IN ('delivered', 'partiallydelivered')
    AND (expiration ->> 'endDateTime' IS NULL OR expiration ->> 'endDateTime' > $now)
  GROUP BY 1, 2;
CREATE TEMP TABLE roleHolders AS
  SELECT resourceId || '/' || appRoleId AS role, principalId AS p FROM appRoleAssignments WHERE principalType = 'User'
  UNION SELECT resourceId || '/' || appRoleId, memberId FROM appRoleAssignments JOIN groupMembers ON groupId = principalId
  WHERE principalType = 'Group' AND memberType = 'user';
CREATE TEMP TABLE granted AS
  SELECT accessPackageId AS k, CASE originSystem WHEN 'AadGroup' THEN 'group' ELSE 'role' END AS kind,
    CASE originSystem WHEN 'AadGroup' THEN scopeOriginId ELSE scopeOriginId || '/' || roleOriginId END AS point
  FROM resourceRoleScopes;
CREATE TEMP TABLE givesGroup AS
  SELECT k, point AS g FROM granted WHERE kind = 'group'
  UNION SELECT k, below.g FROM granted JOIN below ON below.m = point WHERE kind = 'group';
CREATE TEMP TABLE givesRole AS
  SELECT k, point AS role FROM granted WHERE kind = 'role'
  UNION SELECT k, resourceId || '/' || appRoleId FROM granted JOIN appRoleAssignments ON principalId = point
  WHERE kind = 'group' AND principalType = 'Group';
CREATE TEMP TABLE refusing AS
  SELECT accessPackageId AS p, incompatibleId AS q FROM incompatibleAccessPackages WHERE accessPackageId <> incompatibleId;
CREATE TEMP TABLE pairs AS SELECT DISTINCT min(p, q) AS p, max(p, q) AS q FROM refusing;

CREATE TEMP TABLE limits(id, atMost);
INSERT INTO limits SELECT substr(id, 1, instr(id, '-')) || 'XY', 1 FROM accessPackages WHERE id LIKE '%-k0';
INSERT INTO limits SELECT substr(id, 1, instr(id, '-')) || 'XYZ', 2 FROM accessPackages WHERE id LIKE '%-k0';
INSERT INTO limits SELECT 'declared/' || p || '/' || q, 1 FROM pairs;
INSERT INTO limits SELECT 'declared/' || accessPackageId || '/' || groupId, 1 FROM incompatibleGroups;

CREATE INDEX temp.limitsById ON limits (id);

CREATE TEMP TABLE duties(duty, kind, point);
INSERT INTO duties SELECT substr(id, 1, instr(id, '-')) || CASE substr(id, -1) WHEN '0' THEN 'x' WHEN '1' THEN 'y' ELSE 'z' END,
  'package', id FROM accessPackages;
INSERT INTO duties SELECT substr(id, 1, instr(id, '-')) || 'x', 'group', id FROM groups WHERE id LIKE '%-g0';
INSERT INTO duties SELECT substr(id, 1, instr(id, '-')) || 'z', 'direct', id FROM groups WHERE id LIKE '%-g1';
INSERT INTO duties SELECT substr(id, 1, instr(id, '-')) || 'y', 'role', id || '/' || substr(id, 1, instr(id, '-')) || 'r0'
  FROM servicePrincipals;

CREATE TEMP TABLE sides(id, side, kind, point);
INSERT INTO sides SELECT limits.id, duty, kind, point FROM limits JOIN duties
  ON limits.id IN (substr(duty, 1, instr(duty, '-')) || 'XY', substr(duty, 1, instr(duty, '-')) || 'XYZ')
  WHERE NOT (limits.id LIKE '%-XY' AND duty LIKE '%-z');
INSERT INTO sides SELECT 'declared/' || p || '/' || q, p, 'package', p FROM pairs;
INSERT INTO sides SELECT 'declared/' || p || '/' || q, q, 'package', q FROM pairs;
INSERT INTO sides SELECT 'declared/' || accessPackageId || '/' || groupId, accessPackageId, 'package', accessPackageId FROM incompatibleGroups;
INSERT INTO sides SELECT 'declared/' || accessPackageId || '/' || groupId, groupId, 'group', groupId FROM incompatibleGroups;
CREATE INDEX temp.sidesByPoint ON sides (point);

CREATE TEMP TABLE held AS
  SELECT id, side, p FROM sides JOIN active ON k = point WHERE kind = 'package'
  UNION SELECT sides.id, side, m FROM sides JOIN below ON g = point JOIN users ON users.id = m WHERE kind = 'group'
  UNION SELECT id, side, memberId FROM sides JOIN groupMembers ON groupId = point WHERE kind = 'direct' AND memberType = 'user'
  UNION SELECT id, side, p FROM sides JOIN roleHolders ON role = point WHERE kind = 'role';
CREATE TEMP TABLE given AS
  SELECT id, side, point AS k FROM sides WHERE kind = 'package'
  UNION SELECT id, side, k FROM sides JOIN givesGroup ON g = point WHERE kind = 'group'
  UNION SELECT id, side, k FROM sides JOIN granted ON granted.point = sides.point AND granted.kind = 'group' WHERE sides.kind = 'direct'
  UNION SELECT id, side, k FROM sides JOIN givesRole ON role = point WHERE kind = 'role';
CREATE TEMP TABLE dual AS
  SELECT id, p FROM held JOIN limits USING (id) GROUP BY id, p HAVING count(DISTINCT side) > max(atMost);
CREATE INDEX temp.dualById ON dual (id, p);

CREATE TEMP TABLE events AS
  SELECT json_extract(targets, '$[0].id') AS one, json_extract(targets, '$[1].id') AS other,
    unixepoch(activityDateTime) AS at
  FROM auditEvents WHERE activity = 'Create incompatible access package';
CREATE INDEX temp.eventsByOne ON events (one, other);

CREATE TEMP TABLE told AS
  SELECT id AS p, 'employee ' || employeeId AS what, 0 AS isGuest, 0 AS isMail FROM users WHERE employeeId <> '000'
  UNION ALL SELECT id, 'sid ' || onPremisesSecurityIdentifier, 0, 0 FROM users WHERE onPremisesSecurityIdentifier IS NOT NULL
  UNION ALL SELECT id, 'mail ' || mail, userType = 'Guest', 1 FROM users WHERE mail IS NOT NULL;
CREATE TEMP TABLE shared AS
  SELECT what FROM told GROUP BY what
  HAVING count(*) BETWEEN 2 AND 4 AND (max(isMail) = 0 OR (max(isGuest) = 1 AND min(isGuest) = 0));
CREATE TEMP TABLE linked AS
  SELECT DISTINCT a.p AS a, b.p AS b FROM shared JOIN told a USING (what) JOIN told b USING (what);
CREATE INDEX temp.linkedByA ON linked (a);
CREATE TEMP TABLE persons AS
  WITH RECURSIVE reach(a, b) AS (
    SELECT a, b FROM linked UNION SELECT reach.a, linked.b FROM reach JOIN linked ON linked.a = reach.b)
  SELECT min(b) OVER (PARTITION BY a) AS person, a AS p, count(*) OVER (PARTITION BY a) AS size FROM reach;
CREATE TEMP TABLE members AS
  SELECT DISTINCT person, p FROM persons WHERE size BETWEEN 2 AND 4;
CREATE INDEX temp.membersByPerson ON members (person);
CREATE TEMP TABLE names AS
  SELECT person, group_concat(p, '+') AS name FROM (SELECT person, p FROM members ORDER BY person, p) GROUP BY person;
`;

const reading = (ofP: string, ofQ: string): string => `
  SELECT pairs.p, pairs.q, ${ofP}.at AS ofP, ${ofQ}.at AS ofQ FROM pairs
  LEFT JOIN events told ON told.one = pairs.p AND told.other = pairs.q
  LEFT JOIN events untold ON untold.one = pairs.q AND untold.other = pairs.p
  WHERE (${ofP}.at IS NULL OR EXISTS (SELECT 1 FROM refusing r WHERE r.p = pairs.p AND r.q = pairs.q))
    AND (${ofQ}.at IS NULL OR EXISTS (SELECT 1 FROM refusing r WHERE r.p = pairs.q AND r.q = pairs.p))`;

const classes = `
  WITH readings AS (${reading("told", "untold")} UNION ALL ${reading("untold", "told")}),
  both AS (SELECT pairs.p AS p, pairs.q AS q, a.p AS who, unixepoch(a.start) AS startP, unixepoch(b.start) AS startQ
    FROM pairs JOIN active a ON a.k = pairs.p JOIN active b ON b.k = pairs.q AND b.p = a.p),
  seconds AS (
    SELECT *, p AS second, q AS first FROM both WHERE startP > startQ OR abs(startP - startQ) <= 3600
    UNION SELECT *, q, p FROM both WHERE startQ > startP OR abs(startP - startQ) <= 3600),
  ordered AS (SELECT *, max(startP, startQ) AS later,
      EXISTS (SELECT 1 FROM refusing r WHERE r.p = second AND r.q = first) AS isRefused FROM seconds),
  dated AS (SELECT ordered.*, readings.p IS NOT NULL AS isRead,
      CASE (second = ordered.p) = isRefused WHEN 1 THEN ofP ELSE ofQ END AS since
    FROM ordered LEFT JOIN readings USING (p, q)),
  classed AS (SELECT p, q, who, CASE
      WHEN NOT isRead OR since IS NULL OR (later > since AND later <= since + 3600) THEN 'unknown'
      WHEN later <= since THEN 'grandfathered'
      WHEN isRefused THEN 'late' ELSE 'undeclared' END AS class FROM dated)
  SELECT 'declared/' || p || '/' || q || ' ' || who || ' ' || CASE count(DISTINCT class) WHEN 1 THEN max(class) ELSE 'unknown' END AS line
  FROM classed GROUP BY p, q, who`;

const governance = `
  WITH points AS (SELECT DISTINCT kind, point FROM granted),
  holders AS (
    SELECT kind, point, m AS p FROM points JOIN below ON g = point JOIN users ON users.id = m WHERE kind = 'group'
    UNION SELECT kind, point, p FROM points JOIN roleHolders ON role = point WHERE kind = 'role'),
  governing AS (SELECT g AS point, p FROM givesGroup JOIN active USING (k) UNION SELECT role, p FROM givesRole JOIN active USING (k)),
  ungoverned AS (SELECT * FROM holders WHERE (point, p) NOT IN (SELECT point, p FROM governing)),
  over AS (SELECT point, targetObjectId AS p, expiration ->> 'endDateTime' AS ended FROM granted JOIN assignments ON accessPackageId = k
    WHERE lower(state) <> 'deliveryfailed' AND (state = 'expired' OR expiration ->> 'endDateTime' <= $now)),
  own AS (
    SELECT groupId AS point, memberId AS p FROM groupMembers
    UNION SELECT resourceId || '/' || appRoleId, principalId FROM appRoleAssignments)
  SELECT 'ungoverned ' || point || ' ' || p AS line FROM ungoverned
  UNION SELECT 'residual ' || point || ' ' || p FROM ungoverned JOIN own USING (point, p) JOIN over USING (point, p)
    GROUP BY point, p HAVING min(coalesce(ended < $yesterday, 0)) = 1`;

const statements: Readonly<Record<Predicate, string>> = {
  T1: "SELECT id || ' ' || p AS line FROM dual",
  T3: classes,
  T4: `SELECT 'undeclared ' || id || ' ' || replace(id, 'XY', 'k0') || '/' || replace(id, 'XY', 'k1') AS line FROM limits
      WHERE id LIKE '%-XY' AND NOT EXISTS
        (SELECT 1 FROM pairs WHERE p = replace(id, 'XY', 'k0') AND q = replace(id, 'XY', 'k1'))
    UNION SELECT 'one-way declared/' || pairs.p || '/' || pairs.q FROM pairs JOIN refusing r ON r.p IN (pairs.p, pairs.q) AND r.q IN (pairs.p, pairs.q)
      GROUP BY pairs.p, pairs.q HAVING count(*) = 1`,
  T5: "SELECT id || ' ' || k AS line FROM given JOIN limits USING (id) GROUP BY id, k HAVING count(DISTINCT side) > max(atMost)",
  T6: `SELECT 'declared/' || accessPackageId || '/' || groupId || ' ' || p AS line
    FROM incompatibleGroups JOIN active ON k = accessPackageId JOIN below ON g = groupId AND m = p`,
  T7: `SELECT dual.id || ' ' || dual.p AS line FROM dual JOIN limits USING (id)
    WHERE dual.id NOT LIKE 'declared/%' AND atMost >=
      (SELECT count(DISTINCT side) FROM given JOIN active USING (k) WHERE given.id = dual.id AND active.p = dual.p)`,
  T13: `SELECT 'person ' || name AS line FROM names
    UNION ALL SELECT id || ' ' || name FROM held JOIN members USING (p) JOIN names USING (person) JOIN limits USING (id)
      WHERE NOT EXISTS (SELECT 1 FROM dual JOIN members m ON m.p = dual.p WHERE dual.id = held.id AND m.person = members.person)
      GROUP BY id, person HAVING count(DISTINCT side) > max(atMost)`,
  T16: governance,
};

const lines = z.array(z.object({ line: z.string() }));

/** All that is true of a snapshot's tables by each predicate, told by another engine. */
export function toldBySql(database: DatabaseSync, now: Date): Told {
  const yesterday = new Date(now.getTime() - 86_400_000);
  const dated = (sql: string): string =>
    sql.replaceAll("$now", `'${now.toISOString()}'`).replaceAll("$yesterday", `'${yesterday.toISOString()}'`);
  database.exec(dated(groundwork));
  return toldBy((predicate) =>
    lines.parse(database.prepare(dated(statements[predicate])).all()).map(({ line }) => line),
  );
}
