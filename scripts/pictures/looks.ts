import type { Page } from "playwright-core";
import type { Words } from "../../apps/web/src/languages/en.ts";
import type { Library } from "./fill-library.ts";

/** A picture: its name, who looks, at which address, and what has to be done there until it is in sight. */
export interface Look {
  readonly name: string;
  readonly who: "nobody" | "owner";
  readonly path: (library: Library) => string;
  readonly reach: (page: Page, words: Words) => Promise<unknown>;
  /** What has to be undone afterwards. */
  readonly leave?: Look["reach"];
}
type Reach = Look["reach"];

const press =
  (name: (words: Words) => string): Reach =>
  (page, words) =>
    page
      .getByRole("button", { name: name(words), exact: true })
      .first()
      .click();
const seen =
  (text: (words: Words) => string): Reach =>
  (page, words) =>
    page.getByText(text(words)).first().waitFor();
const inTurn =
  (...steps: readonly Reach[]): Reach =>
  async (page, words) => {
    for (const step of steps) await step(page, words);
  };
const arrived: Reach = (page) => page.getByRole("heading").first().waitFor();
const photos: Reach = (page) => page.locator(".gallery img.there").nth(3).waitFor();
const viewed: Reach = (page) => page.getByRole("dialog").getByRole("img").first().waitFor();
const select =
  (...indices: readonly number[]): Reach =>
  async (page) => {
    for (const index of indices) {
      const tile = page.locator(".tile").nth(index);
      await tile.hover();
      await tile.locator(".mark").click();
    }
  };

const outside = (name: string, path: string, reach: Reach): Look => ({ name, who: "nobody", path: () => path, reach });
const inside = (name: string, path: string, reach: Reach): Look => ({ name, who: "owner", path: () => path, reach });
const photo = (name: string, reach: Reach): Look => ({
  name,
  who: "owner",
  path: (library) => `/photos/${library.photo}`,
  reach,
});

const files = [
  { name: "diary.jpg", mimeType: "image/jpeg", buffer: Buffer.from("Dear diary,") },
  { name: "a-file-whose-name-is-as-long-as-cameras-and-people-like-to-make-them-0001.jpg", buffer: Buffer.from("?") },
  { name: "invoice.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7") },
].map((file) => ({ mimeType: "image/jpeg", ...file }));

export const looks: readonly Look[] = [
  outside("sign-in", "/sign-in", arrived),
  outside(
    "sign-in-refused",
    "/sign-in",
    inTurn(
      press((words) => words.session.signIn),
      seen((words) => words.fields.missing),
    ),
  ),
  outside("sign-up", "/sign-up", arrived),
  outside("confirm", "/confirm?email=ana@photos.example", arrived),
  outside("forgot-password", "/forgot-password", arrived),

  inside("photos", "/", photos),
  inside("selection", "/", inTurn(photos, select(0, 2, 3))),
  inside(
    "selection-tags",
    "/",
    inTurn(
      photos,
      select(0, 2),
      press((words) => words.selection.tag),
    ),
  ),
  {
    ...inside(
      "notice",
      "/",
      inTurn(
        photos,
        select(5),
        press((words) => words.photos.toTrash),
        seen((words) => words.selection.undo),
      ),
    ),
    leave: inTurn(
      press((words) => words.selection.undo),
      (page) => page.locator(".notice").waitFor({ state: "detached" }),
    ),
  },
  inside(
    "menu",
    "/",
    inTurn(
      photos,
      press((words) => words.nav.account),
    ),
  ),
  inside(
    "offline",
    "/",
    inTurn(
      photos,
      (page) => page.context().setOffline(true),
      seen((words) => words.app.offline),
    ),
  ),

  photo("viewer", viewed),
  photo(
    "viewer-details",
    inTurn(
      viewed,
      press((words) => words.photos.details),
    ),
  ),
  photo(
    "share",
    inTurn(
      viewed,
      press((words) => words.photos.share),
      seen((words) => words.shares.make),
    ),
  ),
  photo(
    "share-further",
    inTurn(
      viewed,
      press((words) => words.photos.share),
      (page, words) => page.getByText(words.shares.further).click(),
    ),
  ),
  photo(
    "share-made",
    inTurn(
      viewed,
      press((words) => words.photos.share),
      press((words) => words.shares.make),
      seen((words) => words.shares.made),
    ),
  ),

  inside(
    "shares",
    "/shares",
    seen(() => "For grandmother"),
  ),
  inside(
    "shares-edit",
    "/shares",
    press((words) => words.shares.edit),
  ),
  inside(
    "shares-revoke",
    "/shares",
    press((words) => words.shares.revoke),
  ),
  inside(
    "shares-ended",
    "/shares?show=ended",
    seen((words) => words.shares.state.revoked),
  ),
  inside("trash", "/trash", photos),
  inside(
    "settings",
    "/settings",
    seen((words) => words.settings.leaveHint),
  ),
  inside(
    "settings-authenticator",
    "/settings",
    inTurn(
      press((words) => words.settings.authenticatorSetUp),
      seen((words) => words.settings.authenticatorType),
    ),
  ),
  inside(
    "settings-key",
    "/settings",
    press((words) => words.settings.newKey),
  ),
  inside(
    "settings-leave",
    "/settings",
    press((words) => words.settings.leave),
  ),
  inside("nothing-here", "/nowhere", arrived),

  {
    name: "guest-locked",
    who: "nobody",
    path: (library) => library.locked,
    reach: (page) => page.getByRole("textbox").first().waitFor(),
  },
  {
    name: "guest",
    who: "nobody",
    path: (library) => library.open,
    reach: (page) => page.locator(".guest img.there").waitFor(),
  },
  { name: "guest-gone", who: "nobody", path: (library) => library.gone, reach: arrived },
  // Last, since it leaves something.
  inside(
    "uploads",
    "/",
    inTurn(
      photos,
      (page) => page.locator("input[type=file]").first().setInputFiles(files),
      seen((words) => words.failures.image_unsupported),
    ),
  ),
];
