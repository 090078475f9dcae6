import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demo, guestOf } from "../client.ts";
import { drawPhoto } from "../landscapes.ts";
import { type Session, signIn } from "../session.ts";
import { openPageWorld, type PageWorld } from "./page-world.ts";

let world: PageWorld;
let owner: Session;
beforeAll(async () => {
  world = await openPageWorld();
  owner = await signIn(world.origin, demo.email, demo.password);
});
afterAll(() => world?.[Symbol.asyncDispose]());

/** A photo that is ready, and its bytes. */
async function photo(seed: number) {
  const bytes = await drawPhoto(seed);
  const { id } = await owner.upload(bytes, `${seed}.jpg`);
  await owner.developed(id);
  return { id, bytes };
}

const isSeen = (guest: Page) =>
  expect.poll(() => guest.evaluate("document.querySelector('img')?.naturalWidth ?? 0")).toBeGreaterThan(0);

const viewsOf = async (photoId: string): Promise<readonly number[]> => {
  const { body } = await owner.api<{ items: { views: number }[] }>(`/shares?photo=${photoId}`);
  return body.items.map(({ views }) => views);
};

async function bytesOf(guest: Page): Promise<Buffer> {
  const [download] = await Promise.all([
    guest.waitForEvent("download"),
    guest.getByRole("button", { name: "Download" }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe("the page of a link", () => {
  it("opens with its password alone, counts a reload as nothing, and ends while somebody looks", async ({ skip }) => {
    const { id } = await photo(1);
    const { body } = await owner.share(id, { password: "open sesame" });
    const guest = await world.newcomer(skip);
    await guest.clock.install();
    await guest.goto(body.url);
    await guest.getByLabel("Password").fill("open barley");
    await guest.keyboard.press("Enter");
    await guest.getByText("That is not the password.").waitFor();
    await guest.getByLabel("Password").fill("open sesame");
    await guest.keyboard.press("Enter");
    await isSeen(guest);
    expect(await guest.getByRole("button", { name: "Download" }).count()).toBe(0);
    await guest.reload();
    await isSeen(guest);
    expect(await viewsOf(id)).toEqual([1]);

    await guest.getByRole("button", { name: "Look closer" }).click();
    await expect.poll(() => guest.evaluate("document.querySelector('.place').scrollLeft")).toBeGreaterThan(0);
    await guest.keyboard.press("Escape");
    await guest.getByRole("button", { name: "Look closer" }).waitFor();

    await owner.api(`/shares/${body.share.id}`, { method: "DELETE" });
    await guest.clock.fastForward("02:30");
    await guest.getByText("This link leads nowhere any more").waitFor();
    expect(await guest.locator("img").count()).toBe(0);
    expect(world.complaints).toEqual([]);
  });

  it("says how long to wait after too many tries", async ({ skip }) => {
    const { id } = await photo(2);
    const { body } = await owner.share(id, { password: "open sesame" });
    const guest = await world.newcomer(skip);
    await guest.goto(body.url);
    // Others at the same address have tried already.
    const others = Array.from({ length: 5 }, () => guestOf(body.url).open({ password: "open barley" }));
    await Promise.all(others);
    await guest.getByLabel("Password").fill("open sesame");
    await guest.keyboard.press("Enter");
    await guest.getByText(/Too many tries\. The next one is possible in \d+ (?:second|minute)s?\./).waitFor();
    expect(await guest.getByRole("button", { name: "Open" }).isEnabled()).toBe(false);
  });

  it("offers the original, or a copy once there is one, where its owner allows it", async ({ skip }) => {
    const { id, bytes } = await photo(3);
    const guest = await world.newcomer(skip);
    await guest.goto((await owner.share(id, { download: "original" })).body.url);
    expect((await bytesOf(guest)).equals(Buffer.from(bytes))).toBe(true);
    await guest.goto((await owner.share(id, { download: "copy" })).body.url);
    expect((await bytesOf(guest)).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    expect(world.complaints).toEqual([]);
  });

  it("says in a document that holds nothing private what a messenger may show of it", async () => {
    const { id } = await photo(4);
    await owner.api(`/photos/${id}`, { method: "PATCH", body: JSON.stringify({ title: "At the lake" }) });
    const { body } = await owner.share(id);
    const html = await (await fetch(body.url, { headers: { accept: "text/html" } })).text();
    expect(html).toContain('<meta property="og:title" content="A shared photo" />');
    expect(html).not.toMatch(/At the lake|4\.jpg|Demo/);
    expect(html).not.toContain(id);
    expect(await viewsOf(id)).toEqual([0]);
  });
});
