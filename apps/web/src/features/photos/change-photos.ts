import type { PhotoBatch, PhotoBatchOutcome } from "@tintype/core";
import type { Api } from "../../shared/api/create-api.ts";

const AT_ONCE = 100;

/** Does the same with any number of photos, a hundred to a call, one call after another. */
export async function changePhotos(
  api: Api,
  ids: readonly string[],
  change: Pick<PhotoBatch, "action" | "tags">,
): Promise<PhotoBatchOutcome> {
  const outcomes: PhotoBatchOutcome[] = [];
  for (let begin = 0; begin < ids.length; begin += AT_ONCE) {
    const body = { ids: ids.slice(begin, begin + AT_ONCE), ...change };
    outcomes.push(await api<PhotoBatchOutcome>("/photos/batch", { method: "POST", body }));
  }
  return { done: outcomes.flatMap(({ done }) => done), refused: outcomes.flatMap(({ refused }) => refused) };
}
