import type { Progress } from "../collect/progress.ts";

/** How far a section was at a moment, in milliseconds. */
type Mark = { readonly at: number; readonly done: number };

/** A section under way, with what its rate is reckoned from, and will be next. */
export type UnderWay = Progress & { readonly from: Mark; readonly next: Mark };

export type ProgressState = {
  readonly underWay: readonly UnderWay[];
  readonly ended: number;
  readonly sections: number;
  readonly calls: number;
  readonly throttled: number;
  readonly began: number;
  readonly now: number;
  /** Seconds that the whole will take at the least, as planned. */
  readonly planned: number;
};

const mostBars = 8;
const widestBar = 30;

/** The lines of a moment, narrower than `columns`, because some terminals wrap a line that is as wide as they are. */
export function progressFrame(state: ProgressState, columns: number): string {
  const width = Math.max(1, columns - 1);
  const sorted = state.underWay.toSorted((a, b) => leftOf(b) - leftOf(a));
  const bars = sorted.slice(0, mostBars).map((section) => sectionLine(section, state.now, width));
  const others = sorted.length - bars.length;
  const more = others > 0 ? [`  and ${others} more under way`] : [];
  return [...bars, ...more, totalLine(state)].map((line) => line.slice(0, width)).join("\n");
}

/** What is unknown is shown after what is known to be left. */
function leftOf({ done, of }: Progress): number {
  return of === null ? 0 : of - done;
}

/** Where it is narrow, rows and rate are left out, and then the bar. */
function sectionLine(section: UnderWay, now: number, width: number): string {
  const { done, of, rows } = section;
  const isNarrow = width < 79;
  const name = fitted(section.section, isNarrow ? 14 : width < 110 ? 20 : 32);
  const counts = (of === null ? whole(done) : `${whole(done)}/${whole(of)}`).padStart(isNarrow ? 13 : 15);
  const given = (rows === done ? "" : `${whole(rows)} rows`).padStart(14);
  const rate = perSecond(section, now).padStart(8);
  const left = leftFor(secondsLeft(section, now)).padStart(10);
  const figures = isNarrow ? counts + left : counts + given + rate + left;
  const room = Math.min(widestBar, width - name.length - figures.length - 3);
  return `  ${name}${room < 5 ? "" : ` ${bar(done, of, room)}`}${figures}`;
}

function fitted(name: string, width: number): string {
  return name.length <= width ? name.padEnd(width) : `${name.slice(0, width - 1)}…`;
}

function bar(done: number, of: number | null, width: number): string {
  if (of === null) return "·".repeat(width);
  const full = of === 0 ? width : Math.floor((width * Math.min(done, of)) / of);
  return "█".repeat(full) + "░".repeat(width - full);
}

function totalLine({ ended, sections, calls, throttled, began, now, planned, underWay }: ProgressState): string {
  const elapsed = (now - began) / 1000;
  const left = Math.max(0, planned - elapsed, ...underWay.map((section) => secondsLeft(section, now) ?? 0));
  const parts = [
    `${ended} of ${sections} sections`,
    `${time(elapsed)} so far`,
    left === 0 ? "? left" : `at least ${time(left)} left`,
    `${whole(calls)} calls`,
    ...(throttled === 0 ? [] : [`${whole(throttled)} throttled`]),
  ];
  return `  ${parts.join(", ")}`;
}

/** What came each second of late; 0 where nothing did. */
function rateOf({ done, from }: UnderWay, now: number): number {
  return now > from.at ? Math.max(0, (1000 * (done - from.done)) / (now - from.at)) : 0;
}

function perSecond(section: UnderWay, now: number): string {
  const rate = rateOf(section, now);
  return rate === 0 ? "" : `${rate < 10 ? rate.toFixed(1) : whole(Math.round(rate))}/s`;
}

/** Null where nothing is counted, or nothing has come yet. */
function secondsLeft(section: UnderWay, now: number): number | null {
  const rate = rateOf(section, now);
  return section.of === null || rate === 0 ? null : (section.of - section.done) / rate;
}

function leftFor(seconds: number | null): string {
  return seconds === null ? "? left" : `${time(seconds)} left`;
}

function whole(count: number): string {
  return count.toLocaleString("en-US");
}

/** `m:ss`, from an hour on `h:mm:ss`. */
function time(seconds: number): string {
  const all = Math.ceil(seconds);
  const [hours, minutes, rest] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const ss = String(rest).padStart(2, "0");
  return hours === 0 ? `${minutes}:${ss}` : `${hours}:${String(minutes).padStart(2, "0")}:${ss}`;
}
