import "../ui/offline-banner.css";
import { useSyncExternalStore } from "react";
import { useWords } from "../i18n/words.tsx";

/** Says while there is no network that what is seen was there before. */
export function OfflineBanner() {
  const { words } = useWords();
  const isOnline = useSyncExternalStore(watch, () => navigator.onLine);
  return (
    <div className="offline-banner" role="status">
      {!isOnline && <p>{words.app.offline}</p>}
    </div>
  );
}

function watch(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}
