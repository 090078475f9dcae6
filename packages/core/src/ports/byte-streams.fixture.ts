/** Bytes that look alike nowhere: a wrong offset, a lost or a doubled chunk shows. The same for the same arguments. */
export function patternedBytes(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

/** What a source of bytes was made to do. */
export interface ByteSource {
  readonly stream: ReadableStream<Uint8Array>;
  /** Whether whoever took the stream gave it back before its end. */
  cancelled(): boolean;
}

/** Gives `bytes` in chunks of these sizes, over and over. `atEnd` says what comes after the last of them. */
export function sourceOf(
  bytes: Uint8Array,
  chunkSizes: readonly number[] = [65_536],
  atEnd: (controller: ReadableStreamDefaultController<Uint8Array>) => Promise<void> | void = (c) => c.close(),
): ByteSource {
  let offset = 0;
  let turn = 0;
  let cancelled = false;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (offset >= bytes.length) return atEnd(controller);
        const end = offset + (chunkSizes[turn % chunkSizes.length] ?? 1);
        controller.enqueue(bytes.slice(offset, end));
        offset = end;
        turn += 1;
      },
      cancel() {
        cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, cancelled: () => cancelled };
}

export const streamOf = (bytes: Uint8Array, chunkSizes?: readonly number[]): ReadableStream<Uint8Array> =>
  sourceOf(bytes, chunkSizes).stream;

export async function readAll(stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** Where the two differ first, in words; `undefined` when they are equal. Much faster than comparing arrays deeply. */
export function firstDifference(actual: Uint8Array, expected: Uint8Array): string | undefined {
  if (actual.length !== expected.length) return `${actual.length} bytes instead of ${expected.length}`;
  for (let index = 0; index < actual.length; index += 1) {
    if (actual[index] !== expected[index]) return `byte ${index} is ${actual[index]} instead of ${expected[index]}`;
  }
  return undefined;
}
