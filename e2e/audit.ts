import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fetchBytes, guestOf, type Photo, sha256 } from "./client.ts";
import type { Entry, Ledger } from "./ledger.ts";

/** Everything that clients were told and that is not so, over HTTP. */
export async function brokenPromises({ entries, inDoubt }: Ledger): Promise<readonly string[]> {
  const wrongs: string[] = [];
  for (const entry of entries) wrongs.push(...(await wrongsOf(entry)).map((wrong) => `${entry.id} ${wrong}`));

  const known = new Map(entries.map(({ id, sha256 }) => [id, sha256]));
  for (const session of new Set(entries.map((entry) => entry.session))) {
    const photos = [...(await session.list()), ...(await session.list("&state=trashed"))];
    const bytes = photos.reduce((sum, photo) => sum + photo.bytes, 0);
    const usage = await session.usage();
    if (usage.photos !== photos.length || usage.bytes !== bytes) {
      wrongs.push(`usage is ${JSON.stringify(usage)} instead of ${photos.length} photos and ${bytes} bytes`);
    }
    for (const { id, state, sha256 } of photos) {
      // Without bytes it may be an announcement whose answer never came.
      const isExplained = state === "initiated" || inDoubt.has(sha256 ?? "") || known.get(id) === sha256;
      if (!isExplained) wrongs.push(`${id} is there, and nobody sent it`);
    }
  }
  return wrongs;
}

async function wrongsOf(entry: Entry): Promise<string[]> {
  const { status, body: photo } = await entry.session.api<Photo>(`/photos/${entry.id}`);
  if (status !== 200) {
    const mayBeGone = entry.places.has("nowhere") || !entry.acknowledged;
    return mayBeGone && status === 404 ? [] : [`is lost (${status})`];
  }
  // The client was cut off, and may come back with the bytes.
  if (photo.state === "initiated" && !entry.acknowledged) return [];
  const wrongs: string[] = [];
  const place = photo.state === "trashed" ? "trash" : "library";
  if (!entry.places.has(place)) wrongs.push(`is in the ${place}, and should be in ${[...entry.places]}`);
  if (!entry.titles.has(photo.title)) wrongs.push(`has the title ${photo.title} instead of ${[...entry.titles]}`);
  if (photo.state !== "ready" && photo.state !== "trashed") return [...wrongs, `is ${photo.state}`];
  if (photo.sha256 !== entry.sha256) wrongs.push("says another hash than was sent");

  const isOpen = photo.state === "ready";
  for (const { url, ways } of entry.links) {
    const expected = isOpen ? [...ways].map((way) => (way === "open" ? 200 : 404)) : [404];
    const described = (await guestOf(url).describe()).status;
    if (!expected.includes(described)) wrongs.push(`has a link that answers ${described} instead of ${expected}`);
  }
  if (!isOpen) return wrongs;
  if (sha256(await entry.session.original(entry.id)) !== entry.sha256)
    wrongs.push("gives out other bytes than were sent");
  for (const [name, { url }] of Object.entries(photo.renditions ?? {})) {
    const bytes = await fetchBytes(url).catch(() => new Uint8Array());
    if (bytes.length < 100) wrongs.push(`has no ${name}`);
  }
  if (Object.keys(photo.renditions ?? {}).length !== 3) wrongs.push("lacks renditions");
  return wrongs;
}

/** What lies in the data folder of a server that has stopped, and should not, or does not, and should. */
export async function debrisIn(dataFolder: string, { entries }: Ledger): Promise<readonly string[]> {
  const acknowledged = new Set(entries.filter((entry) => entry.acknowledged).map(({ id }) => id));
  const wrongs: string[] = [];
  const database = new DatabaseSync(join(dataFolder, "tintype.db"), { readOnly: true });
  const all = <Row>(sql: string): Row[] => database.prepare(sql).all() as Row[];
  for (const { event } of all<{ event: string }>("SELECT event FROM outbox")) wrongs.push(`not worked off: ${event}`);
  for (const { reason } of all<{ reason: string }>("SELECT reason FROM buried_events"))
    wrongs.push(`buried: ${reason}`);
  const sums =
    "SELECT count(*) photos, sum(bytes) bytes, count(reserved_at) open, owner FROM counted_photos GROUP BY owner";
  for (const row of all<object>(`SELECT photos, bytes, open, owner FROM usage EXCEPT ${sums}`)) {
    wrongs.push(`usage is not the sum of its photos: ${JSON.stringify(row)}`);
  }
  const photos = all<{ document: string }>("SELECT document FROM photos").map(({ document }) => JSON.parse(document));
  database.close();

  const files = new Set(await filesIn(join(dataFolder, "blobs")));
  for (const photo of photos) {
    if (["ready", "trashed"].includes(photo.state) && photo.failure === undefined) {
      const original = `originals/${photo.original}`;
      if (!files.delete(original)) wrongs.push(`${photo.id} has no original`);
      else if (sha256(readFileSync(join(dataFolder, "blobs", original))) !== photo.sha256) {
        wrongs.push(`${photo.id} has an original of other bytes`);
      }
      for (const { key } of Object.values<{ key: string }>(photo.renditions)) {
        if (!files.delete(`media/${key}`)) wrongs.push(`${photo.id} has no ${key}`);
      }
    } else if (photo.state === "initiated" ? acknowledged.has(photo.id) : photo.state !== "purged")
      wrongs.push(`${photo.id} is ${photo.state}`);
  }
  wrongs.push(...[...files].map((file) => `nobody refers to ${file}`));
  wrongs.push(...(await filesIn(join(dataFolder, "scratch"))).map((file) => `left in scratch: ${file}`));
  const written = [...(await filesIn(join(dataFolder, "mail"))), ...(await filesIn(join(dataFolder, "keys")))];
  wrongs.push(...written.filter((file) => file.endsWith(".tmp")).map((file) => `half written: ${file}`));
  return wrongs;
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
