import { useSyncExternalStore } from "react";

const MINUTE = 60_000;

/** The minute that it is, in milliseconds since 1970: what ends while somebody looks has ended. */
export const useNow = (): number => useSyncExternalStore(watch, () => Math.floor(Date.now() / MINUTE) * MINUTE);

function watch(listener: () => void): () => void {
  const timer = setInterval(listener, MINUTE / 6);
  return () => clearInterval(timer);
}
