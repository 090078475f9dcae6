import { createHash, hash } from "node:crypto";
import { S3Error } from "../s3-error.ts";
import { isSame } from "../signature/check-signature.ts";
import { sign } from "../signature/signing-key.ts";

/** What signs the chunks of a body: the first one goes on from the signature of the request. */
export interface ChunkSigner {
  readonly key: Buffer;
  readonly date: string;
  readonly scope: string;
  readonly seed: string;
}

export interface ChunkedBody {
  /** What is in the chunks. Ends when all of it is there, and everything after it was as it must be. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** What came after the chunks, by names in small letters; complete once `bytes` has ended. */
  readonly trailers: ReadonlyMap<string, string>;
}

const longestLine = 4_096;
const mostTrailers = 8;
const lineEnd = Buffer.from("\r\n");
const nothing = hash("sha256", "");

/**
 * Decodes a body in AWS's own chunks (docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html, and
 * sigv4-streaming-trailers.html), and verifies the signature of each where there is a `signer`. `bytes` throws
 * `IncompleteBody` where it ends early or goes on after its end, `InvalidChunkSizeError` and `MalformedTrailerError` for
 * what is no chunk and no trailer, `SignatureDoesNotMatch`.
 */
export function readChunks(
  body: ReadableStream<Uint8Array>,
  signer: ChunkSigner | undefined,
  hasTrailers: boolean,
): ChunkedBody {
  const trailers = new Map<string, string>();
  return { bytes: decode(body, signer, hasTrailers, trailers), trailers };
}

async function* decode(
  body: ReadableStream<Uint8Array>,
  signer: ChunkSigner | undefined,
  hasTrailers: boolean,
  trailers: Map<string, string>,
): AsyncGenerator<Uint8Array> {
  const source = createSource(body);
  let previous = signer?.seed ?? "";
  try {
    for (;;) {
      const { size, signature } = readChunkHead(await source.line(), signer !== undefined);
      const digest = createHash("sha256");
      for await (const piece of source.take(size)) {
        if (signer !== undefined) digest.update(piece);
        yield piece;
      }
      if (signer !== undefined) {
        checkChunk(signer, ["AWS4-HMAC-SHA256-PAYLOAD", previous, nothing, digest.digest("hex")], signature);
        previous = signature;
      }
      if (size === 0) break;
      if ((await source.line()) !== "") throw new S3Error("InvalidChunkSizeError", "A chunk is longer than it says.");
    }
    await readTrailers(source, hasTrailers, trailers);
    const signature = trailers.get("x-amz-trailer-signature") ?? "";
    trailers.delete("x-amz-trailer-signature");
    if (signer !== undefined && hasTrailers) {
      const text = [...trailers].map(([name, value]) => `${name}:${value}\n`).join("");
      checkChunk(signer, ["AWS4-HMAC-SHA256-TRAILER", previous, hash("sha256", text)], signature);
    }
    if (!(await source.isAtEnd())) throw new S3Error("IncompleteBody", "The body goes on after its last chunk.");
  } finally {
    await source.leave();
  }
}

function readChunkHead(line: string, isSigned: boolean): { readonly size: number; readonly signature: string } {
  const pattern = isSigned ? /^([0-9a-f]{1,8});chunk-signature=([0-9a-f]{64})$/i : /^([0-9a-f]{1,8})()$/i;
  const [, size, signature = ""] = pattern.exec(line) ?? [];
  if (size === undefined) throw new S3Error("InvalidChunkSizeError", "This is no chunk.");
  return { size: Number.parseInt(size, 16), signature };
}

async function readTrailers(source: Source, areAllowed: boolean, trailers: Map<string, string>): Promise<void> {
  for (;;) {
    const line = await source.line();
    if (line === "") return;
    const [, name, value = ""] = /^([A-Za-z0-9-]+):[ \t]*([!-~]*)[ \t]*$/.exec(line) ?? [];
    const isMore = name !== undefined && !trailers.has(name.toLowerCase()) && trailers.size < mostTrailers;
    if (!areAllowed || !isMore) {
      throw new S3Error("MalformedTrailerError", "The request contained trailing data that was not well-formed.");
    }
    trailers.set(name.toLowerCase(), value);
  }
}

function checkChunk({ key, date, scope }: ChunkSigner, parts: readonly string[], signature: string): void {
  const [algorithm = "", ...rest] = parts;
  if (isSame(signature, sign(key, [algorithm, date, scope, ...rest].join("\n")))) return;
  throw new S3Error("SignatureDoesNotMatch", "The signature of a chunk does not match.");
}

type Source = ReturnType<typeof createSource>;

/** Takes from a body piece by piece. */
function createSource(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader();
  let held: Buffer = Buffer.alloc(0);

  const more = async (): Promise<boolean> => {
    const { done, value } = await reader.read();
    if (done) return false;
    const piece = Buffer.from(value.buffer, value.byteOffset, value.length);
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    return true;
  };
  const incomplete = () => new S3Error("IncompleteBody", "The body ends before it is complete.");

  return {
    /** What comes before the next line end, which is passed over. */
    async line(): Promise<string> {
      for (;;) {
        const at = held.indexOf(lineEnd);
        if (at > longestLine || (at === -1 && held.length > longestLine)) {
          throw new S3Error("InvalidChunkSizeError", "A line between chunks is too long.");
        }
        if (at !== -1) {
          const line = held.toString("latin1", 0, at);
          held = held.subarray(at + lineEnd.length);
          return line;
        }
        if (!(await more())) throw incomplete();
      }
    },

    async *take(count: number): AsyncGenerator<Uint8Array> {
      for (let left = count; left > 0; ) {
        if (held.length === 0 && !(await more())) throw incomplete();
        const piece = held.subarray(0, left);
        held = held.subarray(piece.length);
        left -= piece.length;
        if (piece.length > 0) yield piece;
      }
    },

    async isAtEnd(): Promise<boolean> {
      while (held.length === 0) if (!(await more())) return true;
      return false;
    },

    leave: () => reader.cancel().catch(() => {}),
  };
}
