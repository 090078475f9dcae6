import type { Ports } from "../ports/index.ts";
import type { ShareId } from "../shared/ids.ts";

/** 256 bits in base64url. */
const pattern = /^[A-Za-z0-9_-]{43}$/;

/** The token of a share. It is derived, not stored, so that repeating a request can tell it once more. */
export const tokenOf = (ports: Pick<Ports, "secrets">, share: ShareId): Promise<string> =>
  ports.secrets.mac("share-token", share);

/** What is stored of a token; it leads from the token to the share, and not back. */
export const tokenHash = (ports: Pick<Ports, "secrets">, token: string): Promise<string> =>
  ports.secrets.mac("share-token-digest", token);

export const looksLikeToken = (token: string): boolean => pattern.test(token);

/** Where people go with it. */
export const shareUrl = (ports: Pick<Ports, "settings">, token: string): string =>
  `${ports.settings.publicUrl}/s/${token}`;
