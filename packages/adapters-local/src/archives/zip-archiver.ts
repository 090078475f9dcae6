import { type ArchiveEntry, type Archiver, millisOf } from "@tintype/core";
import { makeZip, predictLength } from "client-zip";

/**
 * Packs ZIP files (APPNOTE 6.3, "stored", ZIP64 where they need it), as they are read: what they weigh is known before
 * their first byte.
 */
export function createZipArchiver(): Archiver {
  return {
    pack(entries, options) {
      let input: AsyncGenerator<Uint8Array<ArrayBuffer>> | undefined;
      async function* files() {
        for (const entry of entries) {
          options?.signal?.throwIfAborted();
          input = exactly(entry);
          yield { ...metadataOf(entry), input };
        }
      }
      const zip = makeZip(files()).getReader();
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const { done, value } = await zip.read();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        // The library does not let go of what it is reading.
        cancel: async () => void (await input?.return(undefined)),
      });
      return { bytes: Number(predictLength(entries.map(metadataOf))), body };
    },
  };
}

const metadataOf = ({ name, bytes, modifiedAt }: ArchiveEntry) => ({
  name,
  size: bytes,
  lastModified: new Date(millisOf(modifiedAt)),
});

/** The bytes of the entry, as many as it said. */
async function* exactly({ name, bytes, open }: ArchiveEntry): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let left = bytes;
  for await (const chunk of await open()) {
    left -= chunk.length;
    if (left < 0) break;
    yield chunk as Uint8Array<ArrayBuffer>;
  }
  if (left !== 0) throw new RangeError(`${name} has ${left > 0 ? "fewer" : "more"} bytes than was said.`);
}
