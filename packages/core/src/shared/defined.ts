/** A copy without the fields that are `undefined`: what is not there is absent, everywhere that something is stored. */
export function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
