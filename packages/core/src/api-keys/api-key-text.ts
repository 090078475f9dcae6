import type { Ports } from "../ports/index.ts";
import type { ApiKeyId } from "../shared/ids.ts";

/** 256 bits in base64url, after letters by which scanners for leaked secrets know it. */
const pattern = /^tintype_[A-Za-z0-9_-]{43}$/;

/** The key itself. It is derived, not stored, so that repeating a request can tell it once more. */
export const keyOf = async (ports: Pick<Ports, "secrets">, id: ApiKeyId): Promise<string> =>
  `tintype_${await ports.secrets.mac("api-key", id)}`;

/** What is stored of a key; it leads from the key to what it is worth, and not back. */
export const keyHash = (ports: Pick<Ports, "secrets">, key: string): Promise<string> =>
  ports.secrets.mac("api-key-digest", key);

export const looksLikeKey = (text: string): boolean => pattern.test(text);

export const prefixOf = (key: string): string => key.slice(0, "tintype_1234".length);
