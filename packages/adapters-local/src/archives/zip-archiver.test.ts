import { Instant } from "@tintype/core";
import { describeArchiver } from "@tintype/core/contracts";
import { readAll, streamOf } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { unzip } from "./unzip.fixture.ts";
import { createZipArchiver } from "./zip-archiver.ts";

describeArchiver({ describe, it, expect }, "ZIP", async () => ({
  archives: createZipArchiver(),
  unpack: async (archive) => new Map((await unzip(archive)).map(({ entry, bytes }) => [entry.fileName, bytes])),
  [Symbol.asyncDispose]: async () => {},
}));

describe("a ZIP file", () => {
  it("stores files as they are, dated to the second or two that the format can tell", async () => {
    const modifiedAt = Instant.parse("2026-07-01T14:03:22.000Z");
    const open = async () => streamOf(new TextEncoder().encode("hello"));
    const { body } = createZipArchiver().pack([{ name: "photos/a.jpg", bytes: 5, modifiedAt, open }]);
    const [{ entry, bytes } = { entry: undefined, bytes: undefined }] = await unzip(await readAll(body));
    expect(`${bytes}`).toBe("hello");
    expect([entry?.compressionMethod, entry?.uncompressedSize]).toEqual([0, 5]);
    expect(entry?.getLastModDate().getTime()).toBe(Date.parse(modifiedAt));
  });
});
