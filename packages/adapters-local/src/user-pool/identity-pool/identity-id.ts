import { createHash } from "node:crypto";
import { userPoolNames } from "../user-pool-names.ts";

/**
 * What a user is called in the identity pool, always: a region and a UUID of version 8 (RFC 9562 section 5.8) that follows
 * from the subject. It is no secret, and opens nothing.
 */
export function identityIdOf(subject: string): string {
  const { region, identityPoolId } = userPoolNames;
  const bytes = createHash("sha256").update(`${identityPoolId}/${subject}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return `${region}:${bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`;
}
