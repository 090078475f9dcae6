import type { PhotoBatch, PhotoBatchOutcome } from "@tintype/core";
import type { Api } from "../../shared/api/create-api.ts";

const AT_ONCE = 100;

/** What became of the photos that were asked for; what comes after an error was not. */
interface ChangeOutcome extends PhotoBatchOutcome {
  readonly error?: unknown;
}

/** Does the same with any number of photos, a hundred to a call, one call after another until one fails. Throws nothing. */
export async function changePhotos(
  api: Api,
  ids: readonly string[],
  change: Pick<PhotoBatch, "action" | "tags">,
): Promise<ChangeOutcome> {
  const outcomes: PhotoBatchOutcome[] = [];
  const soFar = (): PhotoBatchOutcome => ({
    done: outcomes.flatMap(({ done }) => done),
    refused: outcomes.flatMap(({ refused }) => refused),
  });
  for (let begin = 0; begin < ids.length; begin += AT_ONCE) {
    const body = { ids: ids.slice(begin, begin + AT_ONCE), ...change };
    try {
      outcomes.push(await api<PhotoBatchOutcome>("/photos/batch", { method: "POST", body }));
    } catch (error) {
      return { ...soFar(), error };
    }
  }
  return soFar();
}
