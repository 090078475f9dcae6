import { SaveConflict, StorageFull, TintypeError, Unavailable } from "@tintype/core";

/**
 * What a port throws for an error that came up while PostgreSQL was at work. By SQLSTATE (PostgreSQL's appendix A): a key
 * that is taken is `save_conflict`, a full disk `storage_full`, all other trouble `unavailable`, with the cause.
 */
export function translatePostgresError(error: unknown): unknown {
  if (error instanceof TintypeError) return error;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "23505") return new SaveConflict({ cause: error });
  if (code === "53100") return new StorageFull({ cause: error });
  return new Unavailable("The database could not do its work.", { cause: error });
}
