import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { unzip } from "../packages/adapters-local/src/archives/unzip.fixture.ts";
import { fetchBytes, type Photo, sha256 } from "./client.ts";
import { drawPhoto } from "./landscapes.ts";
import { haveRealPhotos, namesOfRealPhotos, realPhotos, whyNoRealPhotos } from "./real-photos.ts";
import { startServer, temporaryFolder } from "./server.ts";
import { type Session, signUp } from "./session.ts";

interface Export {
  readonly id: string;
  readonly state: "preparing" | "ready";
  readonly files?: readonly { readonly url: string; readonly bytes: number; readonly photos: number }[];
}

type Record = Photo & { readonly file?: string };

/** Everything in the session's export, once it is ready, by name. */
async function takeOut(session: Session): Promise<ReadonlyMap<string, Uint8Array>> {
  let takeout = (await session.post<Export>("/me/export")).body;
  while (takeout.state !== "ready") {
    await new Promise((resolve) => setTimeout(resolve, 20));
    takeout = (await session.api<Export>(`/me/export/${takeout.id}`)).body;
  }
  const files = new Map<string, Uint8Array>();
  for (const { url, bytes } of takeout.files ?? []) {
    const archive = await fetchBytes(url);
    expect(archive.length).toBe(bytes);
    for (const { entry, bytes } of await unzip(archive)) files.set(entry.fileName, bytes);
  }
  return files;
}

const recordsIn = (files: ReadonlyMap<string, Uint8Array>): readonly Record[] =>
  JSON.parse(new TextDecoder().decode(files.get("photos-1.json")));

describe("taking everything along", () => {
  it("gives every original byte for byte, and all that is known, and then the account can go", async () => {
    await using folder = await temporaryFolder();
    await using server = await startServer({ dataFolder: join(folder.path, "data") });
    const ana = await signUp(server.origin, "ana@example.com");
    const originals = new Map<string, string>();
    for (const n of [1, 2, 3]) {
      const bytes = await drawPhoto(n);
      const { id } = await ana.developed((await ana.upload(bytes, `../Ünïcode ${n}.jpg`)).id);
      originals.set(id, sha256(bytes));
    }
    const [first = "", second = ""] = originals.keys();
    await ana.api(`/photos/${second}`, { method: "DELETE" });
    await ana.share(first, { note: "For grandma", password: "sesame" });

    const files = await takeOut(ana);
    const records = recordsIn(files);
    expect(new Map(records.map(({ id, file = "" }) => [id, sha256(files.get(file) ?? new Uint8Array())]))).toEqual(
      originals,
    );
    expect(records.find(({ id }) => id === first)).toMatchObject({
      fileName: "../Ünïcode 1.jpg",
      sha256: originals.get(first),
    });
    expect(records.find(({ id }) => id === second)).toMatchObject({ state: "trashed" });
    expect(new Set(files.keys())).toEqual(
      new Set(["account.json", "photos-1.json", "read-me.txt", "shares.json", ...records.map(({ file }) => file)]),
    );
    expect(new TextDecoder().decode(files.get("shares.json"))).toContain("For grandma");
    expect(new TextDecoder().decode(files.get("read-me.txt"))).toContain("cannot be taken along");
    expect((await ana.api("/me", { method: "DELETE" })).status).toBe(202);
  });

  it("holds real photos, as they came from the cameras", async ({ skip }) => {
    skip(!haveRealPhotos, whyNoRealPhotos);
    await using folder = await temporaryFolder();
    await using server = await startServer({ dataFolder: join(folder.path, "data") });
    const rosa = await signUp(server.origin, "rosa@example.com");
    const ready: string[] = [];
    for (const name of namesOfRealPhotos()) {
      const bytes = await readFile(join(realPhotos, name));
      const photo = await rosa.developed((await rosa.upload(bytes, name)).id);
      if (photo.state === "ready") ready.push(sha256(bytes));
    }
    const files = await takeOut(rosa);
    const originals = [...files].filter(([name]) => name.startsWith("photos/")).map(([, bytes]) => sha256(bytes));
    expect(originals.toSorted()).toEqual(ready.toSorted());
    expect(ready.length).toBeGreaterThan(0);
  });
});
