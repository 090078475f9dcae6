import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { languages } from "../../apps/web/src/languages/index.ts";
import { createFormat } from "../../apps/web/src/shared/i18n/create-format.ts";
import { demo } from "../../e2e/client.ts";
import type { Library } from "./fill-library.ts";
import { looks } from "./looks.ts";

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const desk = { viewport: { width: 1_440, height: 900 } };

/** Before which screens the page is photographed, and as what. */
const screens = {
  "phone-light": { ...phone, colorScheme: "light" },
  "phone-dark": { ...phone, colorScheme: "dark" },
  "phone-korean": { ...phone, colorScheme: "light", locale: "ko-KR" },
  "phone-narrow": { ...phone, viewport: { width: 360, height: 640 }, colorScheme: "dark" },
  /** As WCAG 1.4.4 has it: text twice as large is a window half as wide. */
  "desk-zoomed": { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2, colorScheme: "light" },
  "desk-light": { ...desk, colorScheme: "light" },
  "desk-dark": { ...desk, colorScheme: "dark" },
  "desk-forced": { ...desk, colorScheme: "dark", forcedColors: "active" },
  "desk-wide": { viewport: { width: 2_560, height: 1_440 }, colorScheme: "light" },
  "desk-4k": { viewport: { width: 3_840, height: 2_160 }, colorScheme: "dark" },
} as const satisfies Readonly<Record<string, BrowserContextOptions>>;
type Screen = keyof typeof screens;

/** Photographs every view on every screen whose names match; the pictures are `SCREEN/VIEW.png` in `folder`. */
export async function takePictures(
  browser: Browser,
  origin: string,
  library: Library,
  { folder, screen: whichScreen, view: whichView }: { folder: string; screen: RegExp; view: RegExp },
): Promise<void> {
  for (const screen of Object.keys(screens) as Screen[]) {
    if (!whichScreen.test(screen)) continue;
    await mkdir(join(folder, screen), { recursive: true });
    const options: BrowserContextOptions = { locale: "en-GB", reducedMotion: "reduce", ...screens[screen] };
    const isKorean = options.locale === "ko-KR";
    const write = await languages[isKorean ? "ko" : "en"].load();
    const words = write(createFormat(options.locale ?? "en-GB"));
    const contexts = { nobody: await browser.newContext(options), owner: await browser.newContext(options) };
    const door = await contexts.owner.newPage();
    await door.goto(`${origin}/sign-in`);
    await door.getByLabel(words.session.email).fill(demo.email);
    await door.getByLabel(words.session.password, { exact: true }).fill(demo.password);
    await door.keyboard.press("Enter");
    await door.getByRole("navigation").waitFor();
    for (const { name, who, path, reach, leave } of looks) {
      if (!whichView.test(name)) continue;
      const page = await contexts[who].newPage();
      try {
        page.setDefaultTimeout(20_000);
        await page.goto(new URL(path(library), origin).href);
        await reach(page, words);
        await page.waitForLoadState("networkidle");
        await page.screenshot({ path: join(folder, screen, `${name}.png`) });
        await leave?.(page, words);
      } catch (error) {
        process.stderr.write(`${screen}/${name}: ${String(error).split("\n")[0]}\n`);
        await page.screenshot({ path: join(folder, screen, `${name}-failed.png`) }).catch(() => undefined);
        process.exitCode = 1;
      }
      await contexts[who].setOffline(false);
      await page.close();
    }
    await contexts.nobody.close();
    await contexts.owner.close();
    await library.tidy();
  }
}
