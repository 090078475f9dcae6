/** Remembers what was added last, up to a number of entries; the ones used longest ago go first. */
export interface BoundedCache<Value> {
  get(key: string): Value | undefined;
  /** Gives the value back. */
  add(key: string, value: Value): Value;
}

export function createBoundedCache<Value>(most: number): BoundedCache<Value> {
  // Two halves instead of a list: an entry that is used moves to the young half; when that is full it becomes the old one.
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();

  const add = (key: string, value: Value): Value => {
    if (young.size >= most / 2) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
    return value;
  };
  return {
    get(key) {
      const known = young.get(key);
      if (known !== undefined) return known;
      const before = old.get(key);
      return before === undefined ? undefined : add(key, before);
    },
    add,
  };
}
