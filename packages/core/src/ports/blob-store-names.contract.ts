import type { BlobStore } from "./blob-store.ts";
import { refusalOfKeys } from "./blob-store-keys.contract.ts";
import { type BlobStoreFixture, incoming, keysOf, original, putText, textAt } from "./blob-store-probes.fixture.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";

/** In the order of their bytes; each is another name to S3, and to some file system the same as its neighbour. */
const names = [
  " leading",
  "!*'();:@&=$,[]",
  '"quoted" <&> it\'s',
  "#1.jpg",
  "%20.jpg",
  "%2F.jpg",
  "%2f.jpg",
  "%C3%BC.jpg",
  "+.jpg",
  "...",
  "..\\..\\photo.jpg",
  "=cmd.jpg",
  "?x=1&y",
  "C:\\photo.jpg",
  "CON ",
  "My photo.JPG",
  "My photo.jpg",
  "a",
  "a ",
  "a.",
  "a. ",
  "ae.jpg",
  "a\u0308.jpg",
  "a\u200D.jpg",
  "my photo.jpg",
  "nul é.jpg",
  "~1|*.jpg",
  "\u00A0.jpg",
  "\u00C9.jpg",
  "\u00E4.jpg",
  "\u00E9.jpg",
  "\u017Fs.jpg",
  "\u2028.jpg",
  "\u202Egpj.exe",
  "\u212A.jpg",
  "\u5199\u771F.jpg",
  "\uFB01.jpg",
  "\uFF21.jpg",
  "\uFFFD.jpg",
  "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}.jpg",
  "\u{1F600}.jpg",
  "\u{10FFFF}",
];

/** What clients call what they put below `u/`. */
export function describeBlobNames({ describe, it, expect }: ContractRunner, open: Open<BlobStoreFixture>): void {
  const refuses = refusalOfKeys(expect);
  const putAll = async (blobs: BlobStore, keys: readonly string[]) => {
    for (const [index, key] of keys.entries()) await putText(blobs, incoming(key), `${index}`);
  };

  describe("keys that clients chose", () => {
    it("takes every name as people write it, and keeps each apart, in the order of bytes", async () => {
      await using fixture = await open();
      const { blobs } = fixture;
      const keys = names.map((name) => `u/X/${name}`);
      await putAll(blobs, keys.toReversed());
      expect(await keysOf(blobs, "incoming", "")).toEqual(keys);
      for (const [index, key] of keys.toReversed().entries()) {
        expect(await textAt(blobs, incoming(key)), key).toBe(`${index}`);
        expect((await blobs.head(incoming(key)))?.key).toBe(key);
      }
    });

    it("takes such names for folders too", async () => {
      await using fixture = await open();
      const { blobs } = fixture;
      const keys = names.map((name) => `u/X/${name}/${name}`);
      await putAll(blobs, keys);
      expect(await keysOf(blobs, "incoming", "u/X/My photo.JPG/")).toEqual(["u/X/My photo.JPG/My photo.JPG"]);
      expect((await keysOf(blobs, "incoming", "u/")).toSorted()).toEqual(keys.toSorted());
      for (const key of keys) await blobs.remove(incoming(key));
      expect(await keysOf(blobs, "incoming", "")).toEqual([]);
    });

    it("copies what lies under such a name, and to such a name", async () => {
      await using fixture = await open();
      const { blobs } = fixture;
      for (const [index, name] of names.entries()) {
        const { etag } = await putText(blobs, incoming(`u/X/${name}`), `${index}`);
        await blobs.copyOnce(incoming(`u/X/${name}`), etag, original(`o/${index}.jpg`));
        expect(await textAt(blobs, original(`o/${index}.jpg`)), name).toBe(`${index}`);
        await blobs.copyOnce(incoming(`u/X/${name}`), etag, incoming(`u/Y/${name}`));
        expect(await textAt(blobs, incoming(`u/Y/${name}`)), name).toBe(`${index}`);
      }
    });

    it("removes the one of a name, and no other", async () => {
      await using fixture = await open();
      const { blobs } = fixture;
      const keys = ["u/X/A\u0308", "u/X/a\u0308", "u/X/a b", "u/X/a%20b", "u/X/a+b", "u/X/\u00C4", "u/X/\u00E4"];
      await putAll(blobs, keys);
      await blobs.remove(incoming("u/X/\u00E4"));
      await blobs.remove(incoming("u/X/a b"));
      expect(await keysOf(blobs, "incoming", "")).toEqual([
        "u/X/A\u0308",
        "u/X/a%20b",
        "u/X/a+b",
        "u/X/a\u0308",
        "u/X/\u00C4",
      ]);
    });

    it("lists by a prefix wherever it ends, normalising nothing", async () => {
      await using fixture = await open();
      const { blobs } = fixture;
      const keys = ["u/X/a\u0308 1", "u/X/b c/1", "u/X/b cd", "u/X/b%20c/1", "u/X/\u00E4 1", "u/X/\u{1F600}"];
      await putAll(blobs, keys);
      expect(await keysOf(blobs, "incoming", "u/X/a")).toEqual(["u/X/a\u0308 1"]);
      expect(await keysOf(blobs, "incoming", "u/X/\u00E4")).toEqual(["u/X/\u00E4 1"]);
      expect(await keysOf(blobs, "incoming", "u/X/b c")).toEqual(["u/X/b c/1", "u/X/b cd"]);
      expect(await keysOf(blobs, "incoming", "u/X/b c/")).toEqual(["u/X/b c/1"]);
      expect(await keysOf(blobs, "incoming", "u/X/b%")).toEqual(["u/X/b%20c/1"]);
      expect(await keysOf(blobs, "incoming", "u/X/\u{1F600}")).toEqual(["u/X/\u{1F600}"]);
      for (const prefix of [
        "u/X/\uD83D",
        "u/X//",
        "u//",
        "u/X/../",
        "u/X/b c/./",
        "u/X/\n",
        `u/X/${"b".repeat(1_021)}`,
      ]) {
        expect(await keysOf(blobs, "incoming", prefix), prefix).toEqual([]);
      }
      expect(await keysOf(blobs, "media", "u/X/\u00E4")).toEqual([]);
    });

    it("takes a name that goes on where another one ends", async () => {
      await using fixture = await open();
      const { blobs } = fixture;
      const keys = [
        "u/X/a",
        "u/X/a b",
        "u/X/a b/c d",
        "u/X/a b/c d.jpg/\u00E4",
        "u/X/a/b",
        "u/X/\u00E4.",
        "u/X/\u00E4./b",
      ];
      await putAll(blobs, keys);
      expect(await keysOf(blobs, "incoming", "")).toEqual(keys);
      for (const [index, key] of keys.entries()) expect(await textAt(blobs, incoming(key)), key).toBe(`${index}`);
      await blobs.remove(incoming("u/X/a b"));
      expect(await keysOf(blobs, "incoming", "u/X/a b")).toEqual(["u/X/a b/c d", "u/X/a b/c d.jpg/\u00E4"]);
    });

    it("takes names of 1,024 bytes, in one segment and in many, and none of more", async () => {
      await using fixture = await open();
      const { blobs } = fixture;
      const keys = [
        `u/X/${"K z".repeat(340)}`,
        `u/X/${"k".repeat(1_020)}`,
        `u/X${"/\u00E4".repeat(340)}a`,
        `u/X/${"\u00E4".repeat(510)}`,
        `u/X/${"\u5199".repeat(340)}`,
        `u/X/${"\u{1F600}".repeat(255)}`,
      ];
      await putAll(blobs, keys);
      expect(await keysOf(blobs, "incoming", "")).toEqual(keys);
      for (const [index, key] of keys.entries()) {
        expect(await textAt(blobs, incoming(key)), key).toBe(`${index}`);
        await refuses(blobs, `${key}a`);
      }
    });

    it("orders long names by their bytes too", async () => {
      await using fixture = await open();
      const { blobs } = fixture;
      const long = `u/X/${"\u00E4 ".repeat(100)}`;
      const keys = [
        long.slice(0, 60),
        long,
        `${long} `,
        `${long} /x`,
        `${long}-`,
        `${long}/x`,
        `${long}0`,
        `${long}\u{1F600}/x`,
      ];
      await putAll(blobs, keys.toReversed());
      expect(await keysOf(blobs, "incoming", "")).toEqual(keys);
      expect(await keysOf(blobs, "incoming", `${long} `)).toEqual([`${long} `, `${long} /x`]);
    });

    it("refuses what others could take for another name, or cannot write", async () => {
      await using fixture = await open();
      const control = ["\u0000", "\n", "\r", "\t", "\u001F", "\u007F", "\u0085"];
      const noCharacter = ["\uD800", "\uDC00", "\uDE00\uD83D", "\uFFFE", "\uFFFF"];
      for (const text of [...control, ...noCharacter]) await refuses(fixture.blobs, `u/X/a${text}b`);
      const elsewhere = ["../Y/a", "a/../../Y/b", "./a", "a/./b", "..", "a/.."];
      const folded = ["", "/a", "a//b", "a/", "/"];
      for (const text of [...elsewhere, ...folded]) await refuses(fixture.blobs, `u/X/${text}`);
      await refuses(fixture.blobs, "u/");
      await refuses(fixture.blobs, "u//a");
    });

    it("refuses such names wherever nobody but us writes", async () => {
      await using fixture = await open();
      for (const key of ["U/X/a b", "t/X/a b", "u b", "u b/X"]) await refuses(fixture.blobs, key);
      const head = (area: "originals" | "media") => fixture.blobs.head({ area, key: "u/X/a b" });
      await expect(head("originals")).rejects.toMatchObject({ code: "invalid_blob_key" });
      await expect(head("media")).rejects.toMatchObject({ code: "invalid_blob_key" });
    });
  });
}
