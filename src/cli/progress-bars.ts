import type { Progress } from "../collect/progress.ts";
import { type SectionName, sectionNames } from "../domain/sections.ts";
import type { Io } from "./io.ts";
import { progressFrame, type UnderWay } from "./progress-frame.ts";

/** Shows how a crawl gets on, while it lasts. */
export type ProgressBars = {
  /** Seconds that the whole will take at the least. */
  readonly plan: (seconds: number) => void;
  readonly tell: (progress: Progress) => void;
  readonly end: (section: SectionName) => void;
  readonly close: () => void;
};

const nothing = (): void => undefined;

const hidden: ProgressBars = { plan: nothing, tell: nothing, end: nothing, close: nothing };

/** Draws bars of the sections under way where there is a screen, and nothing where there is none. */
export function openProgressBars(
  { screen, now }: Pick<Io, "screen" | "now">,
  met: () => { readonly calls: number; readonly throttled: number },
): ProgressBars {
  if (screen === null) return hidden;
  const began = now().getTime();
  let planned = 0;
  const underWay = new Map<SectionName, UnderWay>();
  const ended = new Set<SectionName>();
  const stop = screen.everyFrame(() => {
    const state = {
      underWay: [...underWay.values()],
      ended: ended.size,
      sections: sectionNames.length,
      began,
      now: now().getTime(),
      planned,
    };
    screen.draw(progressFrame({ ...state, ...met() }, screen.columns()));
  });
  return {
    plan: (seconds) => {
      planned = seconds;
    },
    tell: (progress) => {
      underWay.set(progress.section, {
        ...progress,
        ...marks(progress, underWay.get(progress.section), now().getTime()),
      });
    },
    end: (section) => {
      underWay.delete(section);
      ended.add(section);
    },
    close: () => {
      stop();
      screen.clear();
    },
  };
}

/** Milliseconds: a rate is that of the last one to two of these. */
const stride = 15_000;

/** Where a section stood at the moments that its rate is reckoned from. */
function marks({ done }: Progress, before: UnderWay | undefined, at: number): Pick<UnderWay, "from" | "next"> {
  const here = { at, done };
  const { from = here, next = here } = before ?? {};
  return at - next.at < stride ? { from, next } : { from: next, next: here };
}
