import { listOf, type PostingLists } from "./posting-lists.ts";
import { resized } from "../../access/numbers/resized.ts";

/**
 * The access points of each person, ascending, of those that matter; holdings come and go. A person's row stands at
 * `rows[3p]` in `points`, has `rows[3p + 1]` numbers and room for `rows[3p + 2]`.
 */
export type HeldPoints = { readonly rows: Uint32Array; points: Uint32Array<ArrayBuffer>; used: number };

const rowWords = 3;

/** Room that every row has for holdings that come, so that few rows have to move. */
const spare = 2;

/** Turns the lists of these access points round. */
export function heldPointsOf(holders: PostingLists, points: Uint32Array, persons: number): HeldPoints {
  const rows = new Uint32Array(persons * rowWords);
  for (const point of points) addRoom(listOf(holders, point), rows);
  let used = 0;
  for (let row = 0; row < rows.length; row += rowWords) {
    const room = (rows[row + 2] ?? 0) + spare;
    rows[row] = used;
    rows[row + 2] = room;
    used += room;
  }
  const held = { rows, points: new Uint32Array(used), used };
  for (const point of points) append(listOf(holders, point), point, rows, held.points);
  return held;
}

function addRoom(persons: Uint32Array, rows: Uint32Array): void {
  for (let i = 0; i < persons.length; i += 1) {
    const room = (persons[i] ?? 0) * rowWords + 2;
    rows[room] = (rows[room] ?? 0) + 1;
  }
}

function append(persons: Uint32Array, point: number, rows: Uint32Array, points: Uint32Array): void {
  for (let i = 0; i < persons.length; i += 1) {
    const row = (persons[i] ?? 0) * rowWords;
    const count = rows[row + 1] ?? 0;
    points[(rows[row] ?? 0) + count] = point;
    rows[row + 1] = count + 1;
  }
}

export function isHeld({ rows, points }: HeldPoints, person: number, point: number): boolean {
  const row = person * rowWords;
  const start = rows[row] ?? 0;
  const end = start + (rows[row + 1] ?? 0);
  let from = start;
  let until = end;
  while (from < until) {
    const middle = (from + until) >>> 1;
    if ((points[middle] ?? 0) < point) from = middle + 1;
    else until = middle;
  }
  return from < end && points[from] === point;
}

/** The person must not hold the point yet. */
export function addPoint(held: HeldPoints, person: number, point: number): void {
  const { rows } = held;
  const row = person * rowWords;
  const count = rows[row + 1] ?? 0;
  if (count === rows[row + 2]) moveRow(held, row, count);
  const { points } = held;
  const start = rows[row] ?? 0;
  let place = start + count;
  for (; place > start && (points[place - 1] ?? 0) > point; place -= 1) points[place] = points[place - 1] ?? 0;
  points[place] = point;
  rows[row + 1] = count + 1;
}

/** The person must hold the point. */
export function removePoint({ rows, points }: HeldPoints, person: number, point: number): void {
  const row = person * rowWords;
  const count = (rows[row + 1] ?? 0) - 1;
  let place = (rows[row] ?? 0) + count;
  let last = points[place] ?? 0;
  for (; last !== point; place -= 1) {
    const before = points[place - 1] ?? 0;
    points[place - 1] = last;
    last = before;
  }
  rows[row + 1] = count;
}

/** Gives a full row twice the room, behind all others. */
function moveRow(held: HeldPoints, row: number, count: number): void {
  const room = Math.max(4, count * 2);
  if (held.used + room > held.points.length) {
    const words = Math.max(held.used + room, Math.ceil(held.points.length * 1.25));
    held.points = resized(held.points, words);
  }
  const start = held.rows[row] ?? 0;
  held.points.copyWithin(held.used, start, start + count);
  held.rows[row] = held.used;
  held.rows[row + 2] = room;
  held.used += room;
}
