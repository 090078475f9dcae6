import "./storage.css";
import type { AccountView } from "@tintype/core";
import { useWords } from "../../shared/i18n/words.tsx";
import { Progress } from "../../shared/ui/progress.tsx";

/** What the reader uses of their plan. */
export function Storage({ me: { plan, usage } }: { readonly me: AccountView }) {
  const { words } = useWords();
  const { photos, bytes, limits } = usage;
  const photosUsed = words.settings.usedPhotos(photos, limits.photos);
  const bytesUsed = words.settings.usage(bytes, limits.bytes);
  return (
    <div className="storage-use">
      <p className="plan">{words.settings.plan[plan]}</p>
      <div>
        <p>{bytesUsed}</p>
        <Progress label={bytesUsed} part={Math.min(1, bytes / limits.bytes)} />
      </div>
      <div>
        <p>{photosUsed}</p>
        <Progress label={photosUsed} part={Math.min(1, photos / limits.photos)} />
      </div>
    </div>
  );
}
