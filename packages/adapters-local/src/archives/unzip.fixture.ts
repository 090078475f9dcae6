import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { crc32 } from "node:zlib";
import { type Entry, fromBuffer, type ZipFile } from "yauzl";

interface Unzipped {
  readonly entry: Entry;
  readonly bytes: Uint8Array;
}

const openZip = promisify<Buffer, object, ZipFile>(fromBuffer);

/** Everything in a ZIP file, read by somebody else's reader; rejects where names or sizes are not as they should be. */
export async function unzip(archive: Uint8Array): Promise<readonly Unzipped[]> {
  const zip = await openZip(Buffer.from(archive), { lazyEntries: true, strictFileNames: true });
  const found: Unzipped[] = [];
  const openEntry = promisify(zip.openReadStream.bind(zip)) as (entry: Entry) => Promise<NodeJS.ReadableStream>;
  await new Promise<void>((resolve, reject) => {
    zip.on("error", reject).on("end", resolve);
    zip.on("entry", (entry: Entry) => {
      openEntry(entry)
        .then(async (stream) => {
          const bytes = await buffer(stream);
          if (crc32(bytes) !== entry.crc32) throw new RangeError(`${entry.fileName} has another checksum.`);
          found.push({ entry, bytes });
          zip.readEntry();
        })
        .catch(reject);
    });
    zip.readEntry();
  });
  return found;
}
