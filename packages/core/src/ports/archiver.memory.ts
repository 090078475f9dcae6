import type { Archiver } from "./archiver.ts";

const text = new TextEncoder();

/** For tests alone: a line with name, size and time before the bytes of each entry. */
export function createMemoryArchiver(): Archiver {
  return {
    pack(entries, options) {
      const headers = entries.map(({ name, bytes, modifiedAt }) => text.encode(`${name} ${bytes} ${modifiedAt}\n`));
      async function* all(): AsyncGenerator<Uint8Array> {
        for (const [index, entry] of entries.entries()) {
          yield headers[index] ?? new Uint8Array();
          let left = entry.bytes;
          for await (const chunk of await entry.open()) {
            options?.signal?.throwIfAborted();
            left -= chunk.length;
            yield chunk;
          }
          if (left !== 0) throw new RangeError(`${entry.name} has ${left} bytes less than was said.`);
        }
      }
      const bytes = headers.reduce((sum, { length }, index) => sum + length + (entries[index]?.bytes ?? 0), 0);
      return { bytes, body: streamOf(all()) };
    },
  };
}

/** Reads what `createMemoryArchiver` has packed. */
export function unpackMemoryArchive(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const entries = new Map<string, Uint8Array>();
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start);
    const [name = "", size = ""] = new TextDecoder().decode(bytes.subarray(start, end)).split(" ");
    start = end + 1 + Number(size);
    entries.set(name, bytes.subarray(end + 1, start));
  }
  return entries;
}

function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await chunks.return(undefined)),
  });
}
