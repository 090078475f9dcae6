import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demo } from "../client.ts";
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

describe("the page of a link", () => {
  it("opens with its password alone, and no more once it was taken back", async ({ skip }) => {
    const { id } = await photo(1);
    const { body } = await owner.share(id, { password: "open sesame" });
    const guest = await world.newcomer(skip);
    await guest.goto(body.url);
    await guest.getByLabel("Password").fill("open barley");
    await guest.getByRole("button", { name: "Open" }).click();
    await guest.getByText("That is not the password.").waitFor();
    await guest.getByLabel("Password").fill("open sesame");
    await guest.getByRole("button", { name: "Open" }).click();
    await expect.poll(() => guest.evaluate("document.querySelector('img')?.naturalWidth")).toBe(1_200);
    expect(await guest.getByRole("button", { name: "Download" }).count()).toBe(0);

    await owner.api(`/shares/${body.share.id}`, { method: "DELETE" });
    await guest.reload();
    await guest.getByText("This link leads nowhere.").waitFor();
    expect(world.complaints).toEqual([]);
  });

  it("offers the original where its owner allows it", async ({ skip }) => {
    const { id, bytes } = await photo(2);
    const { body } = await owner.share(id, { download: "original" });
    const guest = await world.newcomer(skip);
    await guest.goto(body.url);
    const [download] = await Promise.all([
      guest.waitForEvent("download"),
      guest.getByRole("button", { name: "Download" }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(Buffer.from(bytes))).toBe(true);
    expect(world.complaints).toEqual([]);
  });
});
