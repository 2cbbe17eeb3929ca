import { expect, it } from "vitest";
import { eventOfAudit } from "../../src/logs/audit-event.ts";
import { openSieve } from "../../src/logs/sieve.ts";
import { anAudit } from "./audits.ts";

const window = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-11-01T01:00:00Z") };
const event = (id: string, at: string) => eventOfAudit(anAudit(id, `2026-${at}Z`));

it("lets through what the window holds, to the tenth of a microsecond", () => {
  const events = [
    event("before", "10-31T23:59:59.9999999"),
    event("first", "11-01T00:00:00"),
    event("last", "11-01T00:59:59.9999999"),
    event("after", "11-01T01:00:00.0000000"),
  ];

  expect(openSieve(window)(events)).toEqual({ events: [events[1], events[2]], items: [1, 2] });
});

it("lets an event through once, in whichever list it comes again", () => {
  const [one, other] = [event("one", "11-01T00:10:00"), event("other", "11-01T00:10:00")];
  const sift = openSieve(window);

  expect(sift([one, one, other])).toEqual({ events: [one, other], items: [0, 2] });
  expect(sift([other, one])).toEqual({ events: [], items: [] });
});
