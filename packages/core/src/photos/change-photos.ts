import * as z from "zod";
import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed, TintypeError } from "../shared/errors.ts";
import { PhotoId } from "../shared/ids.ts";
import { mapAtMost } from "../shared/map-at-most.ts";
import { parseInput } from "../shared/parse-input.ts";
import { Tags } from "./photo.ts";
import { PhotoNotFound } from "./photo-errors.ts";
import { purgePhoto } from "./purge-photo.ts";
import { restorePhoto } from "./restore-photo.ts";
import { retagPhoto } from "./retag-photo.ts";
import { trashPhoto } from "./trash-photo.ts";

/** Up to a hundred photos and what to do with each of them; `tags` are what `tag` adds and `untag` takes away. */
export const PhotoBatch = z
  .strictObject({
    ids: z.array(z.string()).min(1, "must name a photo").max(100, "at most 100 photos"),
    action: z.enum(["trash", "restore", "purge", "tag", "untag"]),
    tags: Tags.optional(),
  })
  .superRefine(({ action, tags }, context) => {
    const isAboutTags = action === "tag" || action === "untag";
    if (isAboutTags && !tags?.length)
      context.addIssue({ code: "custom", path: ["tags"], message: "must name at least one tag" });
    if (!isAboutTags && tags) {
      context.addIssue({ code: "custom", path: ["tags"], message: "belongs to `tag` and `untag` alone" });
    }
  });
export type PhotoBatch = z.input<typeof PhotoBatch>;

/** Every photo that was named is in one of the two, once, in the order in which they were named. */
export const PhotoBatchOutcome = z.object({
  done: z.array(PhotoId).readonly(),
  refused: z.array(z.object({ id: z.string(), code: z.string() }).readonly()).readonly(),
});
export type PhotoBatchOutcome = z.infer<typeof PhotoBatchOutcome>;

/** As many as an adapter may write together, and not so many that nobody else gets through. */
const AT_ONCE = 16;

type BatchPorts = Pick<Ports, "settings" | "clock" | "photos" | "urls">;

/**
 * Does the same with many photos, each as the operation for one photo does it: on its own, whatever becomes of the others,
 * and without effect where it is so already. What one is refused is told by its code, `photo_not_found` also for what is
 * not the caller's and for what is no id. Throws `invalid_input`.
 */
export async function changePhotos(
  ports: BatchPorts,
  actor: Actor,
  batch: PhotoBatch,
  options?: CallOptions,
): Promise<PhotoBatchOutcome> {
  authorize(actor, "photo.list", () => new NotAllowed("Only somebody with an account has photos."));
  const { ids, action, tags = [] } = parseInput(PhotoBatch, batch);
  const changeOne = actions[action](tags);
  const outcomes = await mapAtMost(AT_ONCE, [...new Set(ids)], async (text) => {
    const id = PhotoId.safeParse(text);
    try {
      if (!id.success) throw new PhotoNotFound();
      await changeOne(ports, actor, id.data, options);
      return { done: id.data };
    } catch (error) {
      if (error instanceof TintypeError) return { id: text, code: error.code };
      throw error;
    }
  });
  return {
    done: outcomes.flatMap(({ done }) => done ?? []),
    refused: outcomes.flatMap(({ id, code }) => (code === undefined ? [] : { id, code })),
  };
}

type ChangeOne = (ports: BatchPorts, actor: Actor, id: PhotoId, options?: CallOptions) => Promise<unknown>;

const actions: Readonly<Record<z.output<typeof PhotoBatch>["action"], (tags: readonly string[]) => ChangeOne>> = {
  trash: () => trashPhoto,
  restore: () => restorePhoto,
  purge: () => purgePhoto,
  tag: (tags) => (ports, actor, id, options) => retagPhoto(ports, actor, id, { add: tags, remove: [] }, options),
  untag: (tags) => (ports, actor, id, options) => retagPhoto(ports, actor, id, { add: [], remove: tags }, options),
};
