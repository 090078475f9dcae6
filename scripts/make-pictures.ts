/* Makes the pictures that are committed: pnpm run pictures */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { findBrowser, launch } from "../e2e/browser.ts";
import { demo } from "../e2e/client.ts";
import { drawPhoto } from "../e2e/landscapes.ts";
import { repository, startServer, temporaryFolder } from "../e2e/server.ts";
import { signIn } from "../e2e/session.ts";

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

/** The picture in README.md: the page, as it is, with photos that nobody took. */
async function photographThePage(): Promise<void> {
  await using folder = await temporaryFolder();
  await using server = await startServer({ dataFolder: join(folder.path, "data") });
  const session = await signIn(server.origin, demo.email, demo.password);
  const seeds = [4, 20, 12, 8, 10, 11, 14, 5, 23, 17];
  for (const [index, seed] of seeds.entries()) {
    const takenAt = `2026:${String(index + 1).padStart(2, "0")}:04 18:30:00`;
    const bytes = await drawPhoto(seed, { width: 1_500, height: 1_000, takenAt });
    await session.developed((await session.upload(bytes, `IMG_${2_040 + index}.jpg`)).id);
  }

  const found = await findBrowser();
  if ("why" in found) throw new Error(found.why);
  const browser = await launch(found.path);
  const page = await browser.newPage({ viewport: { width: 1_200, height: 640 } });
  await page.goto(server.origin);
  await page.getByRole("button", { name: "Use the demo account" }).click();
  await page.getByRole("link", { name: "Look at IMG_2040.jpg" }).waitFor();
  await page.waitForLoadState("networkidle");
  const screenshot = await page.screenshot();
  await browser.close();
  await sharp(screenshot).webp({ quality: 82, smartSubsample: true }).toFile(join(repository, "docs/page.webp"));
}
