/** Finds, for each of `size` keys, the places where it stands in `keys`, ascending. */
export function placesByKey(keys: Uint32Array, size: number): (key: number) => Uint32Array {
  const starts = new Uint32Array(size + 1);
  for (const key of keys) starts[key + 1] = (starts[key + 1] ?? 0) + 1;
  for (let key = 0; key < size; key += 1) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  const places = new Uint32Array(keys.length);
  const next = starts.slice();
  for (const [place, key] of keys.entries()) {
    const at = next[key] ?? 0;
    places[at] = place;
    next[key] = at + 1;
  }
  return (key) => places.subarray(starts[key] ?? 0, starts[key + 1] ?? 0);
}
