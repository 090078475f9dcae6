import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demo } from "../client.ts";
import { drawPhoto } from "../landscapes.ts";
import { type Session, signIn } from "../session.ts";
import { openPageWorld, type PageWorld } from "./page-world.ts";

/** What is looked at: an address, and what has to be done there until it is in sight. */
type Look = readonly [name: string, path: string, reach: (page: Page) => Promise<unknown>];

const press = (name: string) => (page: Page) => page.getByRole("button", { name, exact: true }).click();
const seen = (text: string) => (page: Page) => page.getByText(text).first().waitFor();
const heading = (name: string) => (page: Page) => page.getByRole("heading", { name }).first().waitFor();
const inTurn =
  (...steps: readonly ((page: Page) => Promise<unknown>)[]) =>
  async (page: Page) => {
    for (const step of steps) await step(page);
  };
const asks = (button: string) => inTurn(press(button), (page) => page.getByRole("dialog").waitFor());

const outside: readonly Look[] = [
  ["signing in", "/sign-in", heading("Sign in")],
  ["a refused password", "/sign-in", inTurn(press("Sign in"), seen("This is needed."))],
  ["signing up", "/sign-up", heading("Create an account")],
  ["confirming", "/confirm?email=ana@photos.example", (page) => page.getByRole("heading").first().waitFor()],
  ["a forgotten password", "/forgot-password", (page) => page.getByRole("heading").first().waitFor()],
];

const empty: readonly Look[] = [
  ["no photos", "/", seen("There are no photos yet.")],
  ["no links", "/shares", seen("You have shared nothing yet.")],
  ["an empty trash", "/trash", seen("The trash is empty.")],
];

const inside: readonly Look[] = [
  ["photos", "/", (page) => page.getByRole("link", { name: "Look at 1.jpg" }).waitFor()],
  ["a selection", "/", (page) => page.getByRole("button", { name: "Select 1.jpg" }).click()],
  ["the account's menu", "/", press("Account")],
  ["uploads", "/", upload],
  ["a photo", "/photos/PHOTO", (page) => page.getByRole("dialog").getByRole("img").first().waitFor()],
  ["a photo's details", "/photos/PHOTO", press("Details")],
  ["sharing", "/photos/PHOTO", inTurn(press("Share"), furtherFields)],
  ["a link that was made", "/photos/PHOTO", inTurn(press("Share"), press("Make a link"), seen("Your link is ready"))],
  ["links", "/shares", seen("For grandmother")],
  ["taking a link back", "/shares", (page) => page.getByRole("button", { name: "Take back" }).first().click()],
  ["changing a link", "/shares", (page) => page.getByRole("button", { name: "Change" }).first().click()],
  ["links that have ended", "/shares?show=ended", seen("Taken back")],
  ["the trash", "/trash", (page) => page.getByRole("link", { name: "3.jpg" }).waitFor()],
  ["settings", "/settings", heading("Delete the account")],
  ["another email", "/settings", asks("Change")],
  ["another password", "/settings", asks("Change password")],
  ["an authenticator", "/settings", inTurn(asks("Set up an authenticator"), seen("Or type this key into it"))],
  ["a new key", "/settings", asks("New key")],
  ["signing out everywhere", "/settings", asks("Sign out everywhere")],
  ["leaving", "/settings", asks("Delete the account")],
  ["an address that nothing has", "/nowhere", seen("There is nothing at this address.")],
  ["being offline", "/shares", inTurn(seen("For grandmother"), goOffline, seen("You are offline."))],
];

const guests: readonly Look[] = [
  ["a locked link", "LOCKED", (page) => page.getByLabel("Password").waitFor()],
  ["a wrong password", "LOCKED", inTurn(wrongPassword, seen("That is not the password."))],
  ["an open link", "OPEN", press("Look closer")],
  ["a link that is gone", "GONE", heading("This link leads nowhere any more")],
];

async function upload(page: Page) {
  const diary = { name: "diary.jpg", mimeType: "image/jpeg", buffer: Buffer.from("Dear diary,") };
  await page.locator("input[type=file]").first().setInputFiles([diary]);
  await seen("This is no kind of photo")(page);
}

async function goOffline(page: Page) {
  await page.context().setOffline(true);
}

async function furtherFields(page: Page) {
  await page.getByText("Password, number of times, note").click();
}

async function wrongPassword(page: Page) {
  await page.getByLabel("Password").fill("open barley");
  await page.keyboard.press("Enter");
}

let world: PageWorld;
let owner: Session;
let axe: string;
const pages = new Map<string, Page>();
const places = new Map<string, string>();
beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  world = await openPageWorld();
  owner = await signIn(world.origin, demo.email, demo.password);
});
afterAll(() => world?.[Symbol.asyncDispose]());

/** The page of whoever looks, the same one each time. */
async function pageOf(who: "nobody" | "owner", skip: Parameters<PageWorld["newcomer"]>[0]): Promise<Page> {
  const page = pages.get(who) ?? (await (who === "owner" ? world.demo(skip) : world.newcomer(skip)));
  pages.set(who, page);
  return page;
}

async function makePhotosAndLinks(): Promise<void> {
  const photos = await Promise.all([1, 2, 3].map(async (seed) => owner.upload(await drawPhoto(seed), `${seed}.jpg`)));
  for (const { id } of photos) await owner.developed(id);
  const [first = "", second = "", third = ""] = photos.map(({ id }) => id);
  await owner.api(`/photos/${third}`, { method: "DELETE" });
  const open = await owner.share(first, { note: "For grandmother", download: "original" });
  const locked = await owner.share(second, { password: "open sesame" });
  const gone = await owner.share(second);
  await owner.api(`/shares/${gone.body.share.id}`, { method: "DELETE" });
  places.set("PHOTO", first).set("OPEN", open.body.url).set("LOCKED", locked.body.url).set("GONE", gone.body.url);
}

const addressOf = (path: string): string => {
  const known = path.replace(/[A-Z]{4,}/, (name) => places.get(name) ?? name);
  return known.startsWith("/") ? `${world.origin}${known}` : known;
};

const everything = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] };
const contrast = { type: "rule", values: ["color-contrast"] };

/** What is wrong with a view, on a phone in the dark and on a desk by day; colours the other way round as well. */
async function violations(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  await page.evaluate(axe);
  for (const [width, height, colorScheme, rules] of [
    [390, 844, "dark", "all"],
    [390, 844, "light", "contrast"],
    [1_440, 900, "light", "all"],
    [1_440, 900, "dark", "contrast"],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const options = { runOnly: rules === "all" ? everything : contrast, resultTypes: ["violations"] };
    const { violations: said } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(options)})`);
    for (const { id, nodes } of said) {
      for (const { target, failureSummary } of nodes) {
        found.push([width, colorScheme, id, target.join(" "), failureSummary].join(" "));
      }
    }
  }
  return found;
}

describe("what axe-core says", () => {
  const look = async (page: Page, [, path, reach]: Look) => {
    await page.goto(addressOf(path));
    await reach(page);
    const found = await violations(page);
    await page.context().setOffline(false);
    expect(found).toEqual([]);
  };

  describe("to whoever is not signed in", () => {
    it.for(outside)("%s", async (what, { skip }) => look(await pageOf("nobody", skip), what));
  });

  describe("before there is anything", () => {
    it.for(empty)("%s", async (what, { skip }) => look(await pageOf("owner", skip), what));
  });

  describe("once there is something", () => {
    beforeAll(makePhotosAndLinks);
    it.for(inside)("%s", async (what, { skip }) => look(await pageOf("owner", skip), what));
    it.for(guests)("%s", async (what, { skip }) => look(await pageOf("nobody", skip), what));
  });
});
