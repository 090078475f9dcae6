import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pathOfFolder, pathOfKey, readName } from "./blob-path.ts";

const character = fc.constantFrom(..."abzABZ019._-".split(""));
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
          expect(name).toMatch(/^[\w-][\w.=+@-]*$/);
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
