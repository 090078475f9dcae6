/** How far a shard has been worked off: everything up to `worked` is finished. */
export interface ShardProgress {
  readonly worked: string | undefined;
  /** A record has been read, in the order of the shard; it is finished when all of its `events` are. */
  read(sequence: string, events: number): () => void;
  /** Where the shard has been worked off to, if that has moved since this was asked before. */
  moved(): string | undefined;
}

/** `start`: where an earlier process had come to. */
export function createShardProgress(start?: string): ShardProgress {
  const unfinished: { readonly sequence: string; events: number }[] = [];
  let worked = start;
  let told = start;
  return {
    get worked() {
      return worked;
    },

    read(sequence, events) {
      const record = { sequence, events };
      // A record without events moves nothing by itself: writing that down would be such a record again.
      if (events > 0) unfinished.push(record);
      return () => {
        record.events -= 1;
        while (unfinished[0]?.events === 0) worked = unfinished.shift()?.sequence;
      };
    },

    moved() {
      if (worked === told) return undefined;
      told = worked;
      return worked;
    },
  };
}
