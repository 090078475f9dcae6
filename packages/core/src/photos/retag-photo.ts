import { changeAggregate } from "../ports/change-aggregate.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { PhotoId } from "../shared/ids.ts";
import { parseInput } from "../shared/parse-input.ts";
import { admit } from "./find-photo.ts";
import { Tags } from "./photo.ts";
import { edit } from "./photo-keeping.ts";

/** What becomes of a photo's tags; the others stay, in their order. */
interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Adds tags to a photo, behind those that it has, and takes others away. Where that makes no difference nothing is saved.
 * Throws `photo_not_found`, and `invalid_input` where there would be more tags than a photo may have.
 */
export async function retagPhoto(
  ports: Pick<Ports, "settings" | "clock" | "photos">,
  actor: Actor,
  id: PhotoId,
  { add, remove }: TagChange,
  options?: CallOptions,
): Promise<void> {
  await changeAggregate(
    ports.photos,
    id,
    (current) => {
      const photo = admit(actor, "photo.change", current);
      const kept = photo.tags.filter((tag) => !remove.includes(tag));
      const added = add.filter((tag) => !kept.includes(tag));
      if (added.length === 0 && kept.length === photo.tags.length) return { keep: photo };
      const tags = parseInput(Tags, [...kept, ...added]);
      return edit(photo, { tags }, { now: ports.clock.now(), settings: ports.settings });
    },
    options,
  );
}
