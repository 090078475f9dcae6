import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawPhoto } from "../landscapes.ts";
import { openPageWorld, type PageWorld } from "./page-world.ts";

let world: PageWorld;
beforeAll(async () => {
  world = await openPageWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

/** A photo of four parts, unlike any other. */
async function aPanorama(name: string): Promise<string> {
  const path = join(world.folder, name);
  const raw = { width: 2_300, height: 2_300, channels: 3 } as const;
  await writeFile(
    path,
    await sharp(randomBytes(2_300 ** 2 * 3), { raw })
      .png({ compressionLevel: 0 })
      .toBuffer(),
  );
  return path;
}

const choose = (page: Page) => page.getByLabel("Upload", { exact: true });
const rowOf = (page: Page, name: string) =>
  page.getByRole("region", { name: "Uploads" }).locator("li", { hasText: name });
const aPicture = async (name: string, seed: number) => ({
  name,
  mimeType: "image/jpeg",
  buffer: Buffer.from(await drawPhoto(seed)),
});

/** Which parts are sent from now on; those that `holds` says so never arrive. */
async function watchParts(page: Page, holds: (part: number) => boolean): Promise<number[]> {
  const sent: number[] = [];
  await page.route(/\/blobs\/.*partNumber=/, async (route) => {
    const part = Number(new URL(route.request().url()).searchParams.get("partNumber"));
    sent.push(part);
    if (!holds(part)) await route.continue();
  });
  return sent;
}

describe("uploading", () => {
  it("sends files one by one, says what became of each, and sends none twice", { timeout: 90_000 }, async ({
    skip,
  }) => {
    const page = await world.demo(skip);
    const evening = await aPicture("evening.jpg", 1);
    await choose(page).setInputFiles([
      evening,
      await aPicture("morning.jpg", 2),
      { name: "diary.jpg", mimeType: "image/jpeg", buffer: Buffer.from("Dear diary,") },
      { name: "empty.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(0) },
      { name: "film.mp4", mimeType: "video/mp4", buffer: Buffer.from("moving") },
    ]);
    await rowOf(page, "empty.jpg").getByText("This file is empty.").waitFor();
    await rowOf(page, "film.mp4").getByText("This is not a photo.").waitFor();
    await rowOf(page, "diary.jpg").getByText("This is no kind of photo that can be shown").waitFor();
    await rowOf(page, "evening.jpg").getByText("Ready", { exact: true }).waitFor();
    await rowOf(page, "morning.jpg").getByText("Ready", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Close", exact: true }).click();

    let bytesSent = false;
    page.on("request", (request) => {
      if (request.method() === "PUT") bytesSent = true;
    });
    await choose(page).setInputFiles([{ ...evening, name: "the same.jpg" }]);
    await rowOf(page, "the same.jpg").getByText("You have this one already").waitFor();
    expect(bytesSent).toBe(false);
    expect(world.complaints).toEqual([]);
  });

  it("goes on after a reload with the parts that are missing", { timeout: 90_000 }, async ({ skip }) => {
    const page = await world.demo(skip);
    let held = 3;
    const sent = await watchParts(page, (part) => part === held);
    await choose(page).setInputFiles(await aPanorama("panorama.png"));
    await expect.poll(() => sent, { timeout: 30_000 }).toEqual([1, 2, 3]);
    held = 0;
    await page.reload();
    await rowOf(page, "panorama.png").getByText("Ready", { exact: true }).waitFor({ timeout: 60_000 });
    expect(sent).toEqual([1, 2, 3, 3, 4]);
    expect(world.complaints).toEqual([]);
  });

  it("pauses, goes on, and takes back", { timeout: 90_000 }, async ({ skip }) => {
    const page = await world.demo(skip);
    const sent = await watchParts(page, (part) => part === 2);
    await choose(page).setInputFiles(await aPanorama("other.png"));
    await expect.poll(() => sent, { timeout: 30_000 }).toEqual([1, 2]);
    await page.getByRole("button", { name: "Pause other.png" }).click();
    await rowOf(page, "other.png").getByText("Paused").waitFor();
    await page.getByRole("button", { name: "Go on with other.png" }).click();
    // It is held once more.
    await expect.poll(() => sent).toEqual([1, 2, 2]);
    const abandoned = page.waitForRequest(
      (request) => request.method() === "DELETE" && request.url().endsWith("/upload"),
    );
    await page.getByRole("button", { name: "Take back other.png" }).click();
    expect((await (await abandoned).response())?.status()).toBe(204);
    await rowOf(page, "other.png").waitFor({ state: "detached" });
    expect(world.complaints).toEqual([]);
  });

  it("waits while there is no network, and goes on by itself", { timeout: 90_000 }, async ({ skip }) => {
    const page = await world.demo(skip);
    await page.context().setOffline(true);
    await choose(page).setInputFiles([await aPicture("train.jpg", 5)]);
    await rowOf(page, "train.jpg").getByText("Waiting").waitFor();
    await page.context().setOffline(false);
    await rowOf(page, "train.jpg").getByText("Ready", { exact: true }).waitFor();
  });

  it("goes on by itself where the line breaks in the middle", { timeout: 90_000 }, async ({ skip }) => {
    const page = await world.demo(skip);
    let broken = 0;
    await page.route(/\/blobs\//, async (route) => {
      broken += 1;
      // Uppy tries four times by itself.
      if (broken <= 4) await route.abort("connectionreset");
      else await route.continue();
    });
    await choose(page).setInputFiles([await aPicture("tunnel.jpg", 9)]);
    await rowOf(page, "tunnel.jpg").getByText("Ready", { exact: true }).waitFor();
    expect(broken).toBeGreaterThan(4);
  });

  it("leaves to a tab what it sends, and goes on with it when that is closed", { timeout: 90_000 }, async ({
    skip,
  }) => {
    const page = await world.demo(skip);
    const sent = await watchParts(page, (part) => part === 2);
    await choose(page).setInputFiles(await aPanorama("valley.png"));
    await expect.poll(() => sent, { timeout: 30_000 }).toEqual([1, 2]);
    const other = await page.context().newPage();
    await other.goto(world.origin);
    await other.getByRole("navigation").waitFor();
    await choose(other).setInputFiles([await aPicture("beside.jpg", 10)]);
    await rowOf(other, "beside.jpg").getByText("Ready", { exact: true }).waitFor();
    expect(await rowOf(other, "valley.png").count()).toBe(0);
    await page.close();
    await other.reload();
    await rowOf(other, "valley.png").getByText("Ready", { exact: true }).waitFor({ timeout: 60_000 });
  });

  it("takes what is dropped anywhere on the page, and what is pasted", { timeout: 90_000 }, async ({ skip }) => {
    const page = await world.demo(skip, "/trash");
    for (const [kind, seed] of [
      ["drop", 7],
      ["paste", 8],
    ] as const) {
      const { buffer } = await aPicture("", seed);
      await page.evaluate(bring(kind, buffer.toString("base64")));
      await rowOf(page, `${kind}.jpg`).getByText("Ready", { exact: true }).waitFor();
    }
    expect(world.complaints).toEqual([]);
  });
});

/** A script for the page, which is what would happen if somebody dropped or pasted these bytes as a file. */
const bring = (kind: "drop" | "paste", base64: string): string => `{
  const bytes = Uint8Array.from(atob("${base64}"), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], "${kind}.jpg", { type: "image/jpeg" }));
  document.body.dispatchEvent(${
    kind === "drop"
      ? 'new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })'
      : 'new ClipboardEvent("paste", { clipboardData: data, bubbles: true })'
  });
}`;
