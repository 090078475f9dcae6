import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * A route that stands in for a service of AWS, straight on Node's HTTP for speed. Resolves to false, having sent nothing,
 * when there is nothing at that address.
 */
export interface LocalRoute {
  /** How its targets begin. */
  readonly prefix: string;
  readonly methods: readonly string[];
  /** Its targets may be spelled in any way; unless told, in the one that is accepted everywhere. */
  readonly anySpelling?: boolean;
  /** Asks clients for their body that wait for that (`askForBody`); unless told, they are asked before anybody looks. */
  readonly asksForBody?: boolean;
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

/** Every byte of a photo is sent with these: it is an image, nothing else, and runs nothing. */
export const mediaHeaders = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
  "cross-origin-resource-policy": "cross-origin",
  "access-control-allow-origin": "*",
  "referrer-policy": "no-referrer",
} as const;
