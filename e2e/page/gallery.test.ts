import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demo } from "../client.ts";
import { drawPhoto } from "../landscapes.ts";
import { type Session, signIn } from "../session.ts";
import { openPageWorld, type PageWorld } from "./page-world.ts";

let world: PageWorld;
let session: Session;
/** Three in July, two in June: the fifth was taken first. */
const days = ["07:05", "07:04", "07:03", "06:02", "06:01"];
beforeAll(async () => {
  world = await openPageWorld();
  session = await signIn(world.origin, demo.email, demo.password);
  const shots = days.map(async (day, index) => {
    const shot = { width: 600, height: 400, takenAt: `2025:${day} 12:00:00`, latitude: 47 };
    const { id } = await session.upload(await drawPhoto(index, shot), `${index + 1}.jpg`);
    return session.developed(id);
  });
  for (const { state } of await Promise.all(shots)) expect(state).toBe("ready");
});
afterAll(() => world?.[Symbol.asyncDispose]());

const photo = (page: Page, name: string) => page.getByRole("link", { name: `Look at ${name}` });
const mark = (page: Page, name: string) => page.getByRole("button", { name: `Select ${name}` });
const viewer = (page: Page, name: string) => page.getByRole("dialog", { name });
const focused = (page: Page) => page.evaluate("document.activeElement?.getAttribute('aria-label') ?? ''");

describe("the gallery", () => {
  it("shows photos by months in rows, and walks through them by keys", async ({ skip }) => {
    const page = await world.demo(skip);
    await page.getByRole("heading", { name: "June 2025" }).waitFor();
    expect(await page.getByRole("region", { name: "July 2025" }).getByRole("link").count()).toBe(3);
    await photo(page, "1.jpg").focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => focused(page)).toContain("Look at 2.jpg");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => focused(page)).toContain("Look at 5.jpg");
    await page.keyboard.press("Space");
    await page.getByText("1 selected").waitFor();
    await page.keyboard.press("Shift+ArrowUp");
    // From the fifth back to the second or third, with what lies between.
    await expect.poll(() => focused(page)).toContain("Look at 2.jpg");
    await page.getByText("4 selected").waitFor();
    await page.keyboard.press("Control+a");
    await page.getByText("5 selected").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("5 selected").waitFor({ state: "detached" });
    expect(world.complaints).toEqual([]);
  });

  it("looks at one photo above the others, and comes back to where it was", async ({ skip }) => {
    const page = await world.demo(skip);
    await photo(page, "2.jpg").click();
    await viewer(page, "2.jpg")
      .getByRole("img", { name: /^2\.jpg, 4 July 2025/ })
      .waitFor();
    await page.keyboard.press("ArrowRight");
    await viewer(page, "3.jpg").waitFor();
    await page.keyboard.press("ArrowRight");
    await viewer(page, "4.jpg").waitFor();
    await page.goBack();
    await expect.poll(() => page.url()).toBe(`${world.origin}/`);
    await expect.poll(() => focused(page)).toContain("Look at 4.jpg");

    await page.keyboard.press("Enter");
    await viewer(page, "4.jpg").waitFor();
    // Loading the address anew shows the same, and closing it leads to the gallery.
    await page.reload();
    await viewer(page, "4.jpg").waitFor();
    await page.getByRole("button", { name: "Previous photo" }).click();
    await viewer(page, "3.jpg").waitFor();
    await page.keyboard.press("Escape");
    await photo(page, "3.jpg").waitFor();
    expect(world.complaints).toEqual([]);
  });

  it("tells what is known of a photo, and keeps what is said of it", async ({ skip }) => {
    const page = await world.demo(skip);
    await photo(page, "5.jpg").click();
    await viewer(page, "5.jpg").waitFor();
    await page.keyboard.press("i");
    const details = page.getByRole("complementary", { name: "Details" });
    await details.getByText("1 June 2025 at 12:00 (UTC+02:00)").waitFor();
    await details.getByText("Tintype Landscape").waitFor();
    // The place is told when it is asked for, and to nobody else.
    expect(await details.getByText("47.00000").count()).toBe(0);
    await details.getByRole("button", { name: "Show where it was taken" }).click();
    await details.getByText("47.00000, 7.00000").waitFor();

    await details.getByLabel("Title").fill("Hills");
    await details.getByLabel("Add tags").fill("green, far");
    await details.getByRole("button", { name: "Save" }).click();
    await details.getByText("Saved.").waitFor();
    await viewer(page, "Hills").waitFor();
    const [kept] = await session.list("&tag=green");
    expect(kept).toMatchObject({ title: "Hills", tags: ["green", "far"] });

    // Somebody else is quicker: that is said, what was written stays, and saving it once more is a decision.
    const json = { method: "PATCH", headers: { "content-type": "application/json" } };
    await session.api(`/photos/${kept?.id}`, { ...json, body: JSON.stringify({ caption: "By somebody else" }) });
    await details.getByLabel("Title").fill("Five hills");
    await details.getByRole("button", { name: "Save" }).click();
    await details.getByText("Somebody changed this meanwhile.").waitFor();
    expect(await details.getByLabel("Title").inputValue()).toBe("Five hills");
    await details.getByRole("button", { name: "Save" }).click();
    await viewer(page, "Five hills").waitFor();
    expect(await details.getByLabel("Caption").inputValue()).toBe("By somebody else");
    expect(world.complaints).toEqual([]);
  });

  it("follows fingers: a long press selects, a swipe leads on, two zoom, and down closes", async ({ skip }) => {
    const page = await world.demo(skip, "/", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const devtools = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...points: readonly { x: number; y: number }[]) =>
      devtools.send("Input.dispatchTouchEvent", { type, touchPoints: points.map((point, id) => ({ ...point, id })) });
    const swipe = async (x: number, y: number) => {
      const [startX, startY] = [195 - x / 2, 400];
      await touch("touchStart", { x: startX, y: startY });
      for (let part = 1; part <= 4; part += 1) {
        await touch("touchMove", { x: startX + (x * part) / 4, y: startY + (y * part) / 4 });
      }
      await touch("touchEnd");
    };
    const tile = await photo(page, "3.jpg").boundingBox();
    await touch("touchStart", { x: (tile?.x ?? 0) + 30, y: (tile?.y ?? 0) + 60 });
    await page.getByText("1 selected").waitFor();
    await touch("touchEnd");
    await page.getByRole("button", { name: "Clear the selection" }).tap();

    await photo(page, "3.jpg").tap();
    await viewer(page, "3.jpg").getByRole("button", { name: "Next photo" }).waitFor({ state: "attached" });
    await swipe(-280, 0);
    await viewer(page, "4.jpg").getByRole("button", { name: "Previous photo" }).waitFor({ state: "attached" });
    await touch("touchStart", { x: 180, y: 400 }, { x: 210, y: 400 });
    await touch("touchMove", { x: 165, y: 400 }, { x: 225, y: 400 });
    await touch("touchEnd");
    const transform = () => page.evaluate("document.querySelector('[data-place=\"0\"] > .frame').style.transform");
    await expect.poll(transform).toContain("scale(2)");
    // What is zoomed is moved, and nothing else comes.
    await swipe(-280, 0);
    await viewer(page, "4.jpg").waitFor();
    await page.keyboard.press("0");
    await expect.poll(transform).toBe("");
    await swipe(0, 400);
    await expect.poll(() => page.url()).toBe(`${world.origin}/`);
    expect(world.complaints).toEqual([]);
  });

  it("fetches new addresses where a picture does not come any more", async ({ skip }) => {
    const page = await world.newcomer(skip);
    let refused = 0;
    await page.route(/\/p\/.*thumb/, (route) => {
      refused += 1;
      return refused <= 5 ? route.fulfill({ status: 403 }) : route.continue();
    });
    await page.goto(world.origin);
    const renewed = page.waitForRequest(/\/api\/photos\/[0-9A-Z]{26}$/);
    await page.getByRole("button", { name: "Use the demo account" }).click();
    await renewed;
  });

  it("moves what was selected into the trash, and out of it again", async ({ skip }) => {
    const page = await world.demo(skip);
    await mark(page, "1.jpg").click();
    await photo(page, "3.jpg").click({ modifiers: ["Shift"] });
    await page.getByText("3 selected").waitFor();
    await page.getByRole("button", { name: "Move to the trash" }).click();
    await page.getByText("3 photos are in the trash.").waitFor();
    await page.getByRole("heading", { name: "July 2025" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("heading", { name: "July 2025" }).waitFor();

    await photo(page, "1.jpg").click({ modifiers: ["Control"] });
    await page.getByRole("button", { name: "Move to the trash" }).click();
    await page.getByText("1 photo is in the trash.").waitFor();
    await page.getByRole("link", { name: "Trash" }).click();
    await page.getByRole("link", { name: "1.jpg" }).getByText("30 days left").waitFor();
    await mark(page, "1.jpg").click();
    await page.getByRole("button", { name: "Restore" }).click();
    await page.getByText("The trash is empty.").waitFor();
    await page.getByRole("link", { name: "Photos" }).click();
    await photo(page, "1.jpg").waitFor();
    expect(world.complaints).toEqual([]);
  });

  it("tags many at once, and empties the trash after asking", async ({ skip }) => {
    const page = await world.demo(skip);
    await mark(page, "1.jpg").click();
    await mark(page, "2.jpg").click();
    await page.getByRole("button", { name: "Tags" }).click();
    await page.getByRole("dialog").getByLabel("Add tags").fill("both");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("2 selected").waitFor({ state: "detached" });
    expect(await session.list("&tag=both")).toHaveLength(2);

    await mark(page, "1.jpg").click();
    await mark(page, "2.jpg").click();
    await page.getByRole("button", { name: "Move to the trash" }).click();
    await page.getByText("2 photos are in the trash.").waitFor();
    await page.getByRole("link", { name: "Trash" }).click();
    await page.getByRole("button", { name: "Empty the trash" }).click();
    const asked = page.getByRole("dialog", { name: "Delete 2 photos for good?" });
    await asked.getByRole("button", { name: "Delete for good" }).click();
    await page.getByText("The trash is empty.").waitFor();
    expect(await session.list()).toHaveLength(3);
    expect(world.complaints).toEqual([]);
  });

  it("keeps what is on its way out of the trash, and gives it up after asking", async ({ skip }) => {
    const { status } = await session.begin(new Uint8Array(1_000), "coming.jpg");
    expect(status).toBe(201);
    const page = await world.demo(skip);
    await mark(page, "coming.jpg").click();
    await mark(page, "3.jpg").click();
    await page.getByRole("button", { name: "Move to the trash" }).click();
    await page.getByText("1 photo is in the trash. 1 photo stays: it is still being developed.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await photo(page, "3.jpg").waitFor();

    await photo(page, "coming.jpg").click();
    await viewer(page, "coming.jpg").getByRole("button", { name: "Give up the upload" }).click();
    const asked = page.getByRole("dialog", { name: "Give this upload up?" });
    await asked.getByRole("button", { name: "Give up the upload" }).click();
    await page.getByText("The upload is given up.").waitFor();
    await page.keyboard.press("Escape");
    await photo(page, "coming.jpg").waitFor({ state: "detached" });
    expect(world.complaints).toEqual([]);
  });

  it("deletes for good what is in the trash at that moment, not what was restored elsewhere", async ({ skip }) => {
    const [kept, gone] = await session.list("&from=2025-06&to=2025-07");
    for (const each of [kept, gone]) await session.api(`/photos/${each?.id}`, { method: "DELETE" });
    const page = await world.demo(skip, "/trash");
    await page.getByRole("button", { name: "Empty the trash" }).click();
    const asked = page.getByRole("dialog", { name: "Delete 2 photos for good?" });
    await asked.waitFor();
    await session.post(`/photos/${kept?.id}/restore`);
    await asked.getByRole("button", { name: "Delete for good" }).click();
    await page.getByText("1 photo is deleted. 1 photo was not in the trash any more.").waitFor();
    expect((await session.list("&from=2025-06&to=2025-07")).map(({ id }) => id)).toEqual([kept?.id]);
    expect(world.complaints).toEqual([]);
  });
});
