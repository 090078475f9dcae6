/** Remembers what was signed for a resource until an end; up to a number of entries, of which the oldest go first. */
export interface WindowCache {
  get(resource: string, end: number): string | undefined;
  /** Gives the query back. */
  add(resource: string, end: number, query: string): string;
}

/** Entries are asked for as long as their window lasts: what was added first is what is over first. */
export function createWindowCache(most: number): WindowCache {
  const queries = new Map<string, string>();
  return {
    get: (resource, end) => queries.get(`${resource} ${end}`),
    add(resource, end, query) {
      queries.set(`${resource} ${end}`, query);
      if (queries.size > most) {
        const [oldest = ""] = queries.keys();
        queries.delete(oldest);
      }
      return query;
    },
  };
}
