/** Addresses are good for 150 seconds at least. */
const EVERY = 120_000;

/**
 * Calls `renew` every two minutes while somebody looks, and at once when they look again after longer than that. Gives what ends
 * it.
 */
export function keepFresh(renew: () => Promise<void>): () => void {
  let renewedAt = performance.now();
  const look = (): void => {
    if (document.visibilityState === "hidden" || performance.now() - renewedAt < EVERY) return;
    renewedAt = performance.now();
    void renew();
  };
  const timer = setInterval(look, EVERY / 8);
  document.addEventListener("visibilitychange", look);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}
