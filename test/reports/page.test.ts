import { existsSync } from "node:fs";
import sparticuz from "@sparticuz/chromium";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { page } from "../../reports/page.ts";
import { aBankAssessment, aCleanAssessment } from "../builders/assessment.ts";
import { hostileAssessment, hostilePlan } from "../builders/hostile.ts";
import { aBankPlan } from "../builders/plan.ts";

const installed = "/usr/bin/chromium";

let browser: Browser;

beforeAll(async () => {
  const executablePath = existsSync(installed) ? installed : await sparticuz.executablePath();
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
}, 60_000);

afterAll(() => browser.close());

/** Opens a document and records everything it should never do. */
async function opened(markup: string, javaScriptEnabled = true): Promise<{ view: Page; trouble: string[] }> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 900 } });
  const view = await context.newPage();
  const trouble: string[] = [];
  view.on("console", (message) => trouble.push(`console: ${message.text()}`));
  view.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  view.on("dialog", (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  view.on("request", (request) => request.url() === "http://page.test/" || trouble.push(`request: ${request.url()}`));
  await view.route("http://page.test/", (route) =>
    route.fulfill({ contentType: "text/html; charset=utf-8", body: markup }),
  );
  await view.goto("http://page.test/");
  return { view, trouble };
}

const bankPage = () => page(aBankAssessment(), aBankPlan());
const hostilePage = () => page(hostileAssessment(aBankAssessment()), hostilePlan(aBankPlan()));

describe("the page", () => {
  it("answers first, and then says what it does not know", async () => {
    const { view, trouble } = await opened(bankPage());

    expect(await view.textContent("h1")).toBe(
      "11 people can do both halves of something no one person may do, over 2 conflicts.",
    );
    expect(await view.innerText("header .banner")).toContain("Grant Application.Read.All and scan again");
    expect(await view.locator(".matrix .meeting").allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/unknown[\s\S]*inconclusive/)]),
    );
    expect(trouble).toEqual([]);
  });

  it("says of a conflict not judged what it lacks, where something is bound to it", async () => {
    const assessment = aBankAssessment();
    const [first] = assessment.conflicts;
    const unbound = { ...first!, outcome: "not-applicable" as const, reason: "nothing is bound to approve@FR" };
    const nothing = {
      ...unbound,
      id: "N",
      reason: "at all",
      duties: unbound.duties.map((duty) => ({ ...duty, accessPoints: [] })),
    };
    const { view } = await opened(
      page({ ...assessment, conflicts: [{ ...unbound, id: "P@FR" }, nothing] }, aBankPlan()),
    );
    const items = await view.locator("#conflicts li").allTextContents();
    expect(items).toEqual([`P@FR ${first!.title}nothing is bound to approve@FR`, `N ${first!.title}`]);
  });

  it("says of which pack a duty is whose holders it counts", async () => {
    const { view } = await opened(bankPage());
    const table = view.getByLabel("Holders of each duty before and after");
    expect(await table.locator("tr").first().locator("th, td").allInnerTexts()).toEqual([
      "Duty",
      "Pack",
      "Needed",
      "Before",
      "After",
    ]);
    expect(await table.locator("tr").nth(1).locator("th, td").allInnerTexts()).toEqual([
      "initiate-payment",
      "payments",
      "2",
      "23",
      "15",
    ]);
  });

  it("narrows the findings, and shows them all to who has no script", async () => {
    const { view } = await opened(bankPage());
    const all = aBankAssessment().findings.length;

    await view.selectOption("select[name=rule]", "standing-access");
    expect(await view.locator(".finding:visible").count()).toBe(2);
    expect(await view.textContent("#shown")).toBe(`2 of ${all} shown`);
    await view.selectOption("select[name=rule]", "");
    await view.fill("input[name=text]", "sofia");
    expect(await view.locator(".finding:visible").count()).toBe(2);

    const { view: plain } = await opened(bankPage(), false);
    expect(await plain.locator(".finding:visible").count()).toBe(all);
    expect(await plain.locator("#filters").isVisible()).toBe(false);
  });

  it("runs nothing of what it is given: no element, no attribute, no request, no dialog", async () => {
    const { view, trouble } = await opened(hostilePage());

    expect(trouble).toEqual([]);
    expect(await view.locator("img, iframe, object, embed, link, base, [onerror], [onmouseover]").count()).toBe(0);
    expect(await view.locator("script").count()).toBe(1);
    expect(await view.innerText("body")).toContain("<img src=x onerror=alert(1)>");
    expect(await view.innerText("body")).toContain("name⟨U+202E⟩txt.exe");
  });

  it("lets the browser fetch nothing, and run only its own style and script", () => {
    expect(bankPage()).toMatch(
      /content="default-src 'none'; style-src 'sha256-[\w+/]+='; script-src 'sha256-[\w+/]+='; img-src data:; base-uri 'none'; form-action 'none'"/,
    );
  });

  it("could not run anything even if markup got in", async () => {
    const injected = bankPage().replace(
      "<main",
      '<img src=x onerror="window.owned=1"><script>window.owned=1</script><main',
    );
    const { view, trouble } = await opened(injected);

    expect(await view.evaluate(() => "owned" in globalThis)).toBe(false);
    expect(trouble.join("\n")).toContain("Content Security Policy");
  });

  it("stays within its width, narrow and wide, ordinary and hostile", async () => {
    for (const markup of [bankPage(), hostilePage()]) {
      const { view } = await opened(markup);
      for (const width of [360, 1280]) {
        await view.setViewportSize({ width, height: 900 });
        expect(await view.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      }
    }
  });

  it("has one main heading, headers for every table and names for every field", async () => {
    const { view } = await opened(bankPage());

    expect(await view.locator("h1").count()).toBe(1);
    expect(await view.locator("main").count()).toBe(1);
    expect(await view.locator("table:not(:has(th[scope=col]))").count()).toBe(0);
    expect(await view.locator("tbody tr:not(:has(th[scope=row]))").count()).toBe(0);
    expect(await view.locator("input:not(label input), select:not(label select)").count()).toBe(0);
    expect(await view.locator("[id]").evaluateAll((all) => all.length - new Set(all.map(({ id }) => id)).size)).toBe(0);
  });

  it("calls a scan with gaps no clean one, although it found nothing", () => {
    const { coverage } = aBankAssessment();
    const [rule, ...rules] = aCleanAssessment().outcomes;
    const gaps = {
      ...aCleanAssessment(),
      coverage,
      outcomes: [{ ...rule!, outcome: "inconclusive" as const }, ...rules],
    };
    const markup = page(gaps, aBankPlan());

    expect(markup).toContain("No findings, but not everything was judged");
    expect(page(aCleanAssessment(), aBankPlan())).toContain("<p>No findings.</p>");
  });
});
