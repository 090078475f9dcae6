import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { Instant } from "@tintype/core";
import { describeArchiver } from "@tintype/core/contracts";
import { readAll, streamOf } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import { createZipArchiver } from "./zip-archiver.ts";

const openZip = promisify<Buffer, object, ZipFile>(fromBuffer);

/** Reads with somebody else's reader, checksums and all. */
async function entriesOf(archive: Uint8Array): Promise<readonly { entry: Entry; bytes: Uint8Array }[]> {
  const zip = await openZip(Buffer.from(archive), { lazyEntries: true, strictFileNames: true });
  const found: { entry: Entry; bytes: Uint8Array }[] = [];
  const openEntry = promisify(zip.openReadStream.bind(zip)) as (entry: Entry) => Promise<NodeJS.ReadableStream>;
  await new Promise<void>((resolve, reject) => {
    zip.on("error", reject).on("end", resolve);
    zip.on("entry", (entry: Entry) => {
      openEntry(entry)
        .then(async (stream) => {
          found.push({ entry, bytes: await buffer(stream) });
          zip.readEntry();
        })
        .catch(reject);
    });
    zip.readEntry();
  });
  return found;
}

describeArchiver({ describe, it, expect }, "ZIP", async () => ({
  archives: createZipArchiver(),
  unpack: async (archive) => new Map((await entriesOf(archive)).map(({ entry, bytes }) => [entry.fileName, bytes])),
  [Symbol.asyncDispose]: async () => {},
}));

describe("a ZIP file", () => {
  it("stores files as they are, dated to the second or two that the format can tell", async () => {
    const modifiedAt = Instant.parse("2026-07-01T14:03:22.000Z");
    const open = async () => streamOf(new TextEncoder().encode("hello"));
    const { body } = createZipArchiver().pack([{ name: "photos/a.jpg", bytes: 5, modifiedAt, open }]);
    const [{ entry, bytes } = { entry: undefined, bytes: undefined }] = await entriesOf(await readAll(body));
    expect(`${bytes}`).toBe("hello");
    expect([entry?.compressionMethod, entry?.uncompressedSize]).toEqual([0, 5]);
    expect(entry?.getLastModDate().getTime()).toBe(Date.parse(modifiedAt));
  });
});
