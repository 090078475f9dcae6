import * as z from "zod";
import { Instant } from "../shared/instant.ts";

/** How to send a photo's bytes: one request exactly like this, with the bytes as its body. It needs no token. */
export const UploadTicket = z.object({
  kind: z.literal("put"),
  method: z.literal("PUT"),
  url: z.url(),
  headers: z.record(z.string(), z.string()),
  expiresAt: Instant,
});
export type UploadTicket = Readonly<z.infer<typeof UploadTicket>>;
