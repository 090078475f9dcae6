import { S3Error } from "../s3-error.ts";
import { type Checksum, checksumPrefix, createChecksum, hashed } from "./checksums.ts";
import type { BodyPlan } from "./plan-body.ts";
import { type ChunkSigner, readChunks } from "./read-chunks.ts";

export interface ReceivedBody {
  readonly bytes: number;
  /** As many bytes as the plan says. Breaks off instead of ending when they are not the ones that were signed or stated. */
  readonly stream: ReadableStream<Uint8Array>;
  /** What was verified by then, as a header of the answer. */
  checksumHeaders(): Readonly<Record<string, string>>;
}

/** The body that a request announced, decoded, and verified on its way. */
export function receiveBody(body: ReadableStream<Uint8Array>, plan: BodyPlan, signer: ChunkSigner): ReceivedBody {
  const { checksum } = plan;
  const verified: Record<string, string> = {};
  return {
    bytes: plan.bytes,
    stream: ReadableStream.from(
      verify(body, plan, signer, (value) => {
        if (checksum !== undefined) verified[checksumPrefix + checksum.algorithm] = value;
      }),
    ),
    checksumHeaders: () => verified,
  };
}

async function* verify(
  body: ReadableStream<Uint8Array>,
  plan: BodyPlan,
  signer: ChunkSigner,
  tell: (checksum: string) => void,
): AsyncGenerator<Uint8Array> {
  const chunks = plan.isChunked
    ? readChunks(body, plan.isSignedByChunk ? signer : undefined, plan.hasTrailers)
    : { bytes: body, trailers: new Map<string, string>() };
  const sha256 = plan.sha256 === undefined ? undefined : hashed("sha256");
  const md5 = plan.md5 === undefined ? undefined : hashed("md5");
  const checksum = plan.checksum && createChecksum(plan.checksum.algorithm);
  let length = 0;
  for await (const piece of chunks.bytes) {
    length += piece.length;
    if (length > plan.bytes) throw incomplete();
    for (const counter of [sha256, md5, checksum]) counter?.update(piece);
    yield piece;
  }
  if (length !== plan.bytes) throw incomplete();
  if (sha256 !== undefined && (await hexOf(sha256)) !== plan.sha256) {
    throw new S3Error(
      "XAmzContentSHA256Mismatch",
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  if (md5 !== undefined && (await md5.digest()) !== plan.md5) {
    throw new S3Error("BadDigest", "The Content-MD5 you specified did not match what we received.");
  }
  if (plan.checksum !== undefined && checksum !== undefined) {
    const { algorithm, expected = chunks.trailers.get(checksumPrefix + algorithm) } = plan.checksum;
    if (expected === undefined)
      throw new S3Error("MalformedTrailerError", "The checksum that was announced is missing.");
    const value = await checksum.digest();
    if (value !== expected) {
      throw new S3Error(
        "BadDigest",
        `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
      );
    }
    tell(value);
  }
}

const incomplete = () =>
  new S3Error("IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header.");

const hexOf = async (checksum: Checksum): Promise<string> =>
  Buffer.from(await checksum.digest(), "base64").toString("hex");
