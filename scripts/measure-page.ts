/* Measures what somebody waits for in front of the built page (Core Web Vitals), and prints it for docs/benchmarks.md: npm run bench:page */
import { loadavg } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { buildPage } from "../apps/web/build-page.ts";
import { findBrowser, launch } from "../e2e/browser.ts";
import { demo } from "../e2e/client.ts";
import { drawPhoto } from "../e2e/landscapes.ts";
import { startServer, temporaryFolder } from "../e2e/server.ts";
import { type Session, signIn } from "../e2e/session.ts";

const PHOTOS = 200;
const ROUNDS = 5;

interface Vitals {
  /** Milliseconds until the largest thing was seen. */
  readonly lcp: number;
  /** All layout shifts that nobody caused, added up. */
  readonly cls: number;
  /** Milliseconds of the slowest interaction, until the next frame was shown. */
  readonly inp: number;
}

/** As DevTools' "slow 4G", and a processor that takes four times as long. */
const slowNetwork = { offline: false, latency: 562.5, downloadThroughput: 184_320, uploadThroughput: 86_400 };
const SLOW = 4;

/** Runs in the page before anything of its own. */
const observe = `
  window.vitals = { lcp: 0, cls: 0, inp: 0 };
  const watch = (type, note, more) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more });
  watch("largest-contentful-paint", ({ startTime }) => { vitals.lcp = startTime; });
  watch("layout-shift", ({ value, hadRecentInput }) => { if (!hadRecentInput) vitals.cls += value; });
  watch("event", ({ duration, interactionId }) => { if (interactionId) vitals.inp = Math.max(vitals.inp, duration); },
    { durationThreshold: 16 });
`;

const views = {
  door: async (page: Page) => {
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.getByLabel("Email").click();
    await page.keyboard.type("ana@photos.example");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("This is needed.").waitFor();
  },
  gallery: async (page: Page) => {
    await page.locator(".tile img.there").nth(8).waitFor();
    await page.locator(".tile").nth(1).hover();
    await page.locator(".tile .mark").nth(1).click();
    await page.getByText("1 selected").waitFor();
    await page.keyboard.press("Escape");
    await page.mouse.wheel(0, 2_000);
    await page.mouse.wheel(0, -2_000);
    await page.locator(".tile a").first().click();
    await page.getByRole("dialog").getByRole("img").first().waitFor();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  },
  guest: async (page: Page) => {
    await page.locator(".guest img.there").waitFor();
    await page.getByRole("button", { name: "Look closer" }).click();
    await page.getByRole("button", { name: "See all of it" }).click();
  },
} as const;
type View = keyof typeof views;

await using folder = await temporaryFolder();
await buildPage();
const found = await findBrowser();
if ("why" in found) throw new Error(found.why);
await using server = await startServer({
  dataFolder: join(folder.path, "data"),
  environment: { TINTYPE_RATES: "off" },
});
const owner = await signIn(server.origin, demo.email, demo.password);
const link = await fill(owner);
const browser = await launch(found.path);
const before = loadavg()[0] ?? 0;
const rows = [];
for (const view of Object.keys(views) as View[]) {
  for (const isSlow of [false, true]) {
    const rounds: Vitals[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measure(browser, view, isSlow));
    const median = (of: (vitals: Vitals) => number) => rounds.map(of).toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0;
    const worst = Math.max(...rounds.map(({ cls }) => cls));
    rows.push(
      `| ${view}${isSlow ? ", slow" : ""} | ${Math.round(median(({ lcp }) => lcp))} ms | ${worst.toFixed(4)} | ${Math.round(median(({ inp }) => inp))} ms |`,
    );
  }
}
await browser.close();
process.stdout.write(`Load ${before.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after; ${ROUNDS} rounds.\n`);
process.stdout.write(`| view | LCP | CLS | INP |\n|---|---|---|---|\n${rows.join("\n")}\n`);

async function fill(session: Session): Promise<string> {
  const ids: string[] = [];
  for (let index = 0; index < PHOTOS; index += 1) {
    const takenAt = `${2_026 - Math.floor(index / 60)}:${String(12 - (index % 12)).padStart(2, "0")}:04 18:30:00`;
    const height = [400, 900, 450, 600][index % 4] ?? 400;
    ids.push((await session.upload(await drawPhoto(index, { width: 600, height, takenAt }), `${index}.jpg`)).id);
  }
  for (const id of ids) await session.developed(id);
  return (await session.share(ids[0] ?? "")).body.url;
}

/** A first visit, by somebody whose browser knows nothing of the page; in the gallery, a first one after signing in. */
async function measure(browser: Browser, view: View, isSlow: boolean): Promise<Vitals> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1_440, height: 900 } });
  try {
    const page = await context.newPage();
    if (view === "gallery") {
      await page.goto(server.origin);
      await page.getByRole("button", { name: "Use the demo account" }).click();
      await page.locator(".tile").first().waitFor();
    }
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
    if (isSlow) {
      await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOW });
      await devtools.send("Network.emulateNetworkConditions", slowNetwork);
    }
    page.setDefaultTimeout(90_000);
    await page.addInitScript(observe);
    await page.goto(view === "guest" ? link : server.origin);
    await views[view](page);
    // Two frames later everything that was asked for has been shown, and been measured.
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    return await page.evaluate<Vitals>("vitals");
  } finally {
    await context.close();
  }
}
