/** Has the browser keep what the page is made of, once the page is there and has what it needs for itself. */
export function keepShell(): void {
  if (!("serviceWorker" in navigator)) return;
  if (import.meta.env.PROD) {
    addEventListener("load", () => void navigator.serviceWorker.register("/service-worker.js").catch(() => undefined));
  } else void forget();
}

/** Whoever works on the page sees its sources, whatever was built before. */
async function forget(): Promise<void> {
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
}
