import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demo } from "../client.ts";
import { drawPhoto } from "../landscapes.ts";
import { signIn } from "../session.ts";
import { openPageWorld, type PageWorld } from "./page-world.ts";

let world: PageWorld;
beforeAll(async () => {
  world = await openPageWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

describe("sharing", () => {
  it("leads from a photo to a guest who sees it, and to one who does not any more", { timeout: 90_000 }, async ({
    skip,
  }) => {
    const owner = await signIn(world.origin, demo.email, demo.password);
    const { id } = await owner.upload(await drawPhoto(1), "evening.jpg");
    await owner.developed(id);

    const page = await world.demo(skip, `/photos/${id}`, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.getByRole("button", { name: "Share", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Share evening.jpg" });
    await dialog.getByLabel("A copy without").check();
    await dialog.getByText("Password, number of times, note").click();
    await dialog.getByRole("button", { name: "Make one" }).click();
    const password = await dialog.getByLabel("Password").inputValue();
    expect(password).toMatch(/^(?:[a-z2-9]{4}-){2}[a-z2-9]{4}$/);
    await dialog.getByLabel("Note").fill("For grandmother");
    await dialog.getByRole("button", { name: "Make a link" }).click();
    await dialog.getByText("It is told this once").waitFor();
    expect(await dialog.getByLabel("Password").inputValue()).toBe(password);
    await dialog.getByRole("button", { name: "Copy", exact: true }).click();
    await dialog.getByRole("button", { name: "Copied." }).waitFor();
    const url = await page.evaluate("navigator.clipboard.readText()");
    expect(url).toBe(await dialog.getByLabel("Link", { exact: true }).inputValue());

    const guest = await world.newcomer(skip);
    await guest.goto(String(url));
    await guest.getByLabel("Password").fill(password);
    await guest.keyboard.press("Enter");
    await guest.getByRole("button", { name: "Download" }).waitFor();

    await page.goto(`${world.origin}/shares`);
    const entry = page.getByRole("listitem").filter({ hasText: "For grandmother" });
    await entry.getByText("opened once").waitFor();
    await entry.getByRole("button", { name: "Change" }).click();
    const change = page.getByRole("dialog", { name: "Change this link" });
    await change.getByLabel("How often it can be opened").fill("3");
    await change.getByRole("button", { name: "Save" }).click();
    await entry.getByText("opened 1 of 3 times").waitFor();
    await entry.getByRole("button", { name: "Take back" }).click();
    await entry.getByText("can see it for 5 minutes at most").waitFor();
    await entry.getByRole("button", { name: "Take back" }).click();
    await page.getByText("No link is open.").waitFor();
    await page.getByRole("link", { name: "Ended" }).click();
    await entry.getByText("Taken back").waitFor();

    await guest.reload();
    await guest.getByText("This link leads nowhere any more").waitFor();
    expect(world.complaints).toEqual([]);
  });
});
