import * as z from "zod";
import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { ChangeOptions } from "../shared/call-options.ts";
import type { PhotoId } from "../shared/ids.ts";
import { parseInput } from "../shared/parse-input.ts";
import { admit, checkRevision } from "./find-photo.ts";
import { Caption, Tags, Title } from "./photo.ts";
import { edit, type PhotoEdit } from "./photo-keeping.ts";
import type { PhotoView } from "./photo-view.ts";
import { viewPhoto } from "./view-photo.ts";

/** What shall be different: absent fields stay as they are, `null` removes a value. */
export const PhotoChanges = z.strictObject({
  title: Title.nullish(),
  caption: Caption.nullish(),
  tags: Tags.nullish(),
  visibility: z.literal("private").optional(),
});
export type PhotoChanges = z.input<typeof PhotoChanges>;

/** Changes what the owner says of a photo. Throws `photo_not_found`, `invalid_input`, `revision_conflict`. */
export async function editPhoto(
  ports: Pick<Ports, "settings" | "clock" | "photos" | "urls">,
  actor: Actor,
  id: PhotoId,
  changes: PhotoChanges,
  options?: ChangeOptions,
): Promise<PhotoView> {
  const wanted = toEdit(parseInput(PhotoChanges, changes));
  const photo = await changeAggregate(
    ports.photos,
    id,
    (current) => {
      const photo = admit(actor, "photo.change", current);
      checkRevision(photo, options?.ifRevision);
      return edit(photo, wanted, { now: ports.clock.now(), settings: ports.settings });
    },
    options,
  );
  return viewPhoto(ports, photo);
}

function toEdit({ title, caption, tags, visibility }: z.output<typeof PhotoChanges>): PhotoEdit {
  return {
    ...(title !== undefined && { title: title || undefined }),
    ...(caption !== undefined && { caption: caption || undefined }),
    ...(tags !== undefined && { tags: tags ?? [] }),
    ...(visibility !== undefined && { visibility }),
  };
}
