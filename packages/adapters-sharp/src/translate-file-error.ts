import { StorageFull, Unavailable } from "@tintype/core";

/** What an error of the file system means to whoever waits for a photo. */
export function translateFileError(error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") return new StorageFull({ cause: error });
  return new Unavailable("The image processor cannot write to its scratch folder.", { cause: error });
}
