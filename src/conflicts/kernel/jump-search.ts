/**
 * Writes to `places` where in `few` the numbers stand that also stand in `many`, and gives how many they are. Both ascend
 * strictly and stay below 2^31, so that a difference keeps its sign.
 *
 * It walks `many` in windows wide enough that few numbers need more than one step, and halves within the window without a
 * branch: one way for lists of any lengths, at most about n log2(m / n) steps however the numbers lie, and independent
 * searches, which a processor overlaps.
 */
export function placesInBoth(few: Uint32Array, many: Uint32Array, places: Uint32Array): number {
  if (few.length === 0 || many.length === 0) return 0;
  const width = windowFor(few.length, many.length);
  const lastWindow = many.length - width;
  const highest = many[many.length - 1] ?? 0;
  let window = 0;
  let used = 0;
  for (let i = 0; i < few.length; i += 1) {
    const number = few[i] ?? 0;
    if (number > highest) break;
    while (window < lastWindow && (many[window + width - 1] ?? 0) < number) window += width;
    if (window > lastWindow) window = lastWindow;
    let place = window;
    for (let half = width >> 1; half > 0; half >>= 1) place += half & (((many[place + half - 1] ?? 0) - number) >> 31);
    places[used] = i;
    if (many[place] === number) used += 1;
  }
  return used;
}

/** A power of two, a few times the mean distance in `many` between two numbers of `few`, and never more than `many` has. */
function windowFor(few: number, many: number): number {
  let width = 1;
  while (width * few < 4 * many && width * 2 <= many) width *= 2;
  return width;
}
