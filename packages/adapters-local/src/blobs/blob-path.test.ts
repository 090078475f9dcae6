import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pathOfFolder, pathOfKey, readName } from "./blob-path.ts";

const character = fc.constantFrom(..."abzABZ019._-".split(""), ..." %+=@~éÉ\u0308\u{1F600}\uFF21");
const segment = fc
  .array(character, { minLength: 1, maxLength: 240 })
  .map((letters) => letters.join(""))
  .filter((text) => text !== "." && text !== "..");
const key = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join("/"));

/** The key that a path was made of, read name by name. */
const keyOfPath = (path: string) =>
  path
    .split("/")
    .map((name, index, names) => readName(name, index < names.length - 1))
    .map((read) => (read?.kind === "folder" ? `${read.text}/` : read?.text))
    .join("");

describe(pathOfKey, () => {
  it("leaves the keys that Tintype makes as they are, but for what has no extension", () => {
    expect(pathOfKey("o/01jd4/01jd5.jpg")).toBe("o/01jd4/01jd5.jpg");
    expect(pathOfKey("p/01jd4/01jd5/thumb.webp")).toBe("p/01jd4/01jd5/thumb.webp");
    expect(pathOfKey("t/01jd4/01jd5")).toBe("t/01jd4/01jd5+");
  });

  it("tells apart what a file system might not", () => {
    expect(pathOfKey("u/IMG_1234.JPG")).toBe("u/e07=IMG_1234.JPG");
    expect(pathOfKey("u/v1.2/x.jpg")).toBe("u/v1.2+/x.jpg");
    expect(pathOfKey("u/.hidden/nul.jpg")).toBe("u/0=.hidden+/0=nul.jpg");
    expect(pathOfKey("A/a")).toBe("8=A/a+");
    expect(pathOfKey("k".repeat(150))).toBe(`${"k".repeat(100)}@/${"k".repeat(50)}+`);
  });

  it("writes as in addresses what file systems forbid, fold or drop", () => {
    expect(pathOfKey("u/My photo.jpg")).toBe("u/8=My%20photo.jpg");
    expect(pathOfKey("u/\u00E4 1.jpg")).toBe("u/%c3%a4%201.jpg");
    expect(pathOfKey("u/a\u0308 1.jpg")).toBe("u/a%cc%88%201.jpg");
    expect(pathOfKey("u/my photos./a:b?.")).toBe("u/my%20photos%2e/a%3ab%3f%2e+");
    expect(pathOfKey("u/%20+=@")).toBe("u/%2520%2b%3d%40+");
    expect(pathOfKey(`u/${"ä".repeat(20)}.jpg`)).toBe(`u/${"%c3%a4".repeat(16)}@/${"%c3%a4".repeat(4)}.jpg`);
  });

  it("reads no name that it would write otherwise", () => {
    for (const name of ["%61+", "%2E+", "%20", "%ff+", "%c3+", "a%20b", "%e4.jpg", "%zz.jpg", "a b.jpg", "ä.jpg"]) {
      expect(readName(name, false), name).toBe(undefined);
    }
    expect(readName("a%20b+", false)).toEqual({ kind: "blob", text: "a b" });
  });

  it("can be read back, for every key", () => {
    fc.assert(fc.property(key, (text) => keyOfPath(pathOfKey(text)) === text));
  });

  it("gives no two keys one path, where capitals do not count either", () => {
    const differsInCase = fc.tuple(key, fc.infiniteStream(fc.boolean())).map(([text, flips]) => {
      const flipped = text
        .split("")
        .map((letter) => (flips.next().value ? letter.toUpperCase() : letter.toLowerCase()));
      return [text, flipped.join("")] as const;
    });
    fc.assert(
      fc.property(differsInCase, ([one, other]) => {
        expect(pathOfKey(one).toLowerCase() === pathOfKey(other).toLowerCase()).toBe(one === other);
      }),
    );
  });

  it("makes names that fit any file system", () => {
    fc.assert(
      fc.property(key, (text) => {
        for (const name of pathOfKey(text).split("/")) {
          expect(name.length).toBeLessThanOrEqual(140);
          expect(name).toMatch(/^[\w%-][\w.=+@%-]*$/);
        }
      }),
    );
  });
});

describe(pathOfFolder, () => {
  it("is where the paths of the keys below begin", () => {
    fc.assert(
      fc.property(key, segment, (above, last) => pathOfKey(`${above}/${last}`).startsWith(pathOfFolder(`${above}/`))),
    );
    expect(pathOfFolder("")).toBe("");
  });
});
