import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { Crc32c, Crc64NvmeJs } from "@aws-sdk/checksums/crc";

/** Counts what goes by. */
export interface Checksum {
  update(bytes: Uint8Array): void;
  /** In base64, as S3's headers have it. */
  digest(): Promise<string>;
}

/** What S3 can be told of a body, by the end of its header's name `x-amz-checksum-…`. */
const makers: Readonly<Record<string, () => Checksum>> = {
  crc32: countCrc32,
  crc32c: () => counted(new Crc32c()),
  crc64nvme: () => counted(new Crc64NvmeJs()),
  sha1: () => hashed("sha1"),
  sha256: () => hashed("sha256"),
};

export const checksumPrefix = "x-amz-checksum-";

/** `undefined` for an algorithm that there is not. */
export const createChecksum = (algorithm: string): Checksum | undefined =>
  Object.hasOwn(makers, algorithm) ? makers[algorithm]?.() : undefined;

export function hashed(algorithm: "md5" | "sha1" | "sha256"): Checksum {
  const hash = createHash(algorithm);
  return { update: (bytes) => void hash.update(bytes), digest: async () => hash.digest("base64") };
}

function countCrc32(): Checksum {
  let value = 0;
  return {
    update: (bytes) => {
      value = crc32(bytes, value);
    },
    digest: async () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes.toString("base64");
    },
  };
}

const counted = (counter: { update(bytes: Uint8Array): void; digest(): Promise<Uint8Array> }): Checksum => ({
  update: (bytes) => counter.update(bytes),
  digest: async () => Buffer.from(await counter.digest()).toString("base64"),
});
