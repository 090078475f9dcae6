import * as z from "zod";
import type { AccountExport } from "../accounts/index.ts";
import { signDownload } from "../photos/index.ts";
import type { Ports } from "../ports/index.ts";
import { ExportId } from "../shared/ids.ts";
import { Instant } from "../shared/instant.ts";

const ExportFile = z.object({
  url: z.url(),
  expiresAt: Instant,
  bytes: z.int().positive(),
  photos: z.int().nonnegative(),
});

/** What somebody takes along, as its owner sees it. */
export const ExportView = z.object({
  id: ExportId,
  state: z.enum(["preparing", "ready"]),
  requestedAt: Instant,
  /** When the files go. */
  expiresAt: Instant.optional(),
  /** ZIP files to be unpacked into one folder, once all of them are there. */
  files: z.array(ExportFile).optional(),
});
export type ExportView = z.infer<typeof ExportView>;

/** Shows it to its owner, every file with an address that needs no token for an hour or two. */
export async function viewExport(
  ports: Pick<Ports, "settings" | "clock" | "urls">,
  { id, state, requestedAt, expiresAt, volumes }: AccountExport,
): Promise<ExportView> {
  if (state === "preparing") return { id, state, requestedAt };
  const window = ports.settings.lifetimes.ownerWindow;
  const files = volumes.map(async ({ key, bytes, photos }) => ({
    ...(await signDownload(ports, id, key, window)),
    bytes,
    photos,
  }));
  return { id, state, requestedAt, ...(expiresAt !== undefined && { expiresAt }), files: await Promise.all(files) };
}
