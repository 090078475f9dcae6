/* Photographs every view of the page, and makes the pictures that are committed: npm run pictures [-- --screen phone --view share] */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import sharp from "sharp";
import { buildPage } from "../apps/web/build-page.ts";
import { findBrowser, launch } from "../e2e/browser.ts";
import { drawPhoto } from "../e2e/landscapes.ts";
import { repository, startServer } from "../e2e/server.ts";
import { fillLibrary } from "./pictures/fill-library.ts";
import { takePictures } from "./pictures/take-pictures.ts";

/** What README.md shows: which picture, as which file in `docs`, how wide. */
const shown = [
  ["desk-light/photos", "gallery", 1_440],
  ["phone-dark/viewer-details", "viewer", 560],
  ["phone-light/share", "share", 560],
  ["phone-dark/guest", "guest", 560],
] as const;

await drawSample();
await drawIcons();
await photographThePage();

/** What the server offers to be uploaded by who has no photo at hand. */
async function drawSample(): Promise<void> {
  const sample = await drawPhoto(9, { width: 1_600, height: 1_067, takenAt: "2026:07:04 18:30:00" });
  await writeFile(join(repository, "apps/dev-server/pages/sample.jpg"), sample);
}

/** The page's icon as systems want it that take no SVG; those that cut it to a shape of their own get it without corners. */
async function drawIcons(): Promise<void> {
  const assets = join(repository, "apps/web/public/assets");
  const icon = await readFile(join(assets, "icon.svg"), "utf8");
  const filled = icon.replace(/<rect [^>]*>/, '<rect width="32" height="32" fill="#7a4a1d"/>');
  for (const [name, svg, size] of [
    ["icon-192", icon, 192],
    ["icon-512", icon, 512],
    ["icon-filled", filled, 512],
    ["icon-touch", filled, 180],
  ] as const) {
    const png = sharp(Buffer.from(svg), { density: (72 * size) / 32 })
      .resize(size, size)
      .png({ palette: true });
    await png.toFile(join(assets, `${name}.png`));
  }
}

/** Every view on every screen, in `.pictures`, which is not committed; the best of them, small, for README.md. */
async function photographThePage(): Promise<void> {
  const { values } = parseArgs({ options: { screen: { type: "string" }, view: { type: "string" } } });
  const folder = join(repository, ".pictures");
  const found = await findBrowser();
  if ("why" in found) throw new Error(found.why);
  await buildPage();
  await using server = await startServer({
    dataFolder: join(folder, "library"),
    environment: { TINTYPE_RATES: "off" },
  });
  const library = await fillLibrary(server.origin);
  const browser = await launch(found.path);
  try {
    const which = { screen: new RegExp(values.screen ?? ""), view: new RegExp(values.view ?? "") };
    await takePictures(browser, server.origin, library, { folder, ...which });
  } finally {
    await browser.close();
  }
  if (values.screen !== undefined || values.view !== undefined) return;
  for (const [picture, name, width] of shown) {
    const small = sharp(join(folder, `${picture}.png`)).resize({ width });
    await small.webp({ quality: 80, smartSubsample: true }).toFile(join(repository, "docs", `${name}.webp`));
  }
}
