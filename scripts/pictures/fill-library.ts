import { demo } from "../../e2e/client.ts";
import { type Session, signIn } from "../../e2e/session.ts";
import { drawScene } from "./draw-scene.ts";

/** What the pictures show: addresses by name. */
export interface Library {
  readonly photo: string;
  readonly open: string;
  readonly locked: string;
  readonly gone: string;
  /** Takes away what has failed. */
  tidy(): Promise<void>;
}

const shapes = [
  [1_500, 1_000],
  [1_000, 1_500],
  [1_600, 900],
  [1_333, 1_000],
  [1_500, 1_000],
  [1_200, 1_200],
  [2_000, 800],
] as const;
const COUNT = 48;

/** Photos of a year and a half that nobody took, with titles, tags, links and a trash; what is there already is kept. */
export async function fillLibrary(origin: string): Promise<Library> {
  const owner = await signIn(origin, demo.email, demo.password);
  const there = await owner.list();
  if (there.length === 0) {
    for (let index = 0; index < COUNT; index += 1) await addPhoto(owner, index);
  }
  await tidy(owner);
  await endLinks(owner);
  const photos = await owner.list("&state=ready");
  const [photo = "", second = "", third = ""] = photos.map(({ id }) => id);
  const json = { method: "PATCH", headers: { "content-type": "application/json" } };
  const said = { title: "Evening above the lake", caption: "The last warm day of the year.", tags: ["lake", "autumn"] };
  await owner.api(`/photos/${photo}`, { ...json, body: JSON.stringify(said) });
  const open = await owner.share(photo, { note: "For grandmother", download: "original", maxViews: 20 });
  const locked = await owner.share(second, { password: "open sesame", note: "The hiking club" });
  const gone = await owner.share(third);
  await owner.api(`/shares/${gone.body.share.id}`, { method: "DELETE" });
  const long = { title: `${"A very long title that somebody has copied from somewhere else ".repeat(3)}.` };
  await owner.api(`/photos/${third}`, { ...json, body: JSON.stringify(long) });
  return { photo, open: open.body.url, locked: locked.body.url, gone: gone.body.url, tidy: () => tidy(owner) };
}

async function tidy(owner: Session): Promise<void> {
  const ids = (await owner.list("&state=failed")).map(({ id }) => id);
  for (const id of ids) await owner.api(`/photos/${id}`, { method: "DELETE" });
  if (ids.length > 0) await owner.post("/photos/batch", { action: "purge", ids });
}

/** Ends the links of earlier pictures. */
async function endLinks(owner: Session): Promise<void> {
  const { body } = await owner.api<{ items: readonly { id: string }[] }>("/shares?limit=100");
  for (const { id } of body.items) await owner.api(`/shares/${id}`, { method: "DELETE" });
}

async function addPhoto(owner: Session, index: number): Promise<void> {
  const [width, height] = shapes[(index * 5 + (index >> 2)) % shapes.length] as (typeof shapes)[number];
  // Not as many in each month.
  const month = Math.floor((index * index) / 150);
  const date = new Date(Date.UTC(2026, 10 - month, 19 - (index % 17), 9 + (index % 9), 30));
  const takenAt = date.toISOString().slice(0, 19).replaceAll("-", ":").replace("T", " ");
  const { id } = await owner.upload(await drawScene(index, { width, height, takenAt }), `IMG_${2_104 - index}.jpg`);
  await owner.developed(id);
  if (index > COUNT - 6) await owner.api(`/photos/${id}`, { method: "DELETE" });
}
