import { literal, type QueryOptions } from "../graph/query.ts";
import type { Survey } from "./survey.ts";

/**
 * What a user principal name may begin with (https://learn.microsoft.com/graph/api/resources/user). What begins otherwise is
 * in no slice, which the counts show.
 */
const beginnings = Array.from("abcdefghijklmnopqrstuvwxyz0123456789'.-_!#^~");

/** From so many users on, the chain of a list's pages takes longer than asking for every slice. */
export const defaultSliceFrom = 10_000;

/** The slices to read side by side where there are that many users; null where one chain of pages will do. */
export function slicesOf({ users }: Survey, sliceFrom: number): readonly string[] | null {
  return users === null || users < sliceFrom ? null : beginnings;
}

/** Narrows a list of users to a slice; the empty one is the whole list. */
export function inSlice(slice: string): Pick<QueryOptions, "filter"> {
  return slice === "" ? {} : { filter: `startswith(userPrincipalName,${literal(slice)})` };
}
