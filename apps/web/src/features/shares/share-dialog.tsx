import "./share-dialog.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { PhotoView } from "@tintype/core";
import { useRef, useState } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { CreatedLink } from "./created-link.tsx";
import { EditShare } from "./edit-share.tsx";
import { NewShare } from "./new-share.tsx";
import { ShareFacts } from "./share-facts.tsx";
import { sharesQuery } from "./share-queries.ts";
import { stateOf } from "./share-state.ts";
import { ShareSteps } from "./share-steps.tsx";
import { useNow } from "./use-now.ts";

interface ShareDialogProps {
  readonly photo: Pick<PhotoView, "id" | "title" | "fileName">;
  readonly onClose: () => void;
}

/** Shares one photo: makes a link, tells its address this once, and shows the links to it that are open. */
export function ShareDialog({ photo, onClose }: ShareDialogProps) {
  const { words } = useWords();
  const [made, setMade] = useState<{ readonly url: string; readonly password: string }>();
  const name = photo.title ?? photo.fileName;
  return (
    <Dialog title={words.shares.shareTitle(name)} onClose={onClose}>
      <div className="share-dialog">
        {made === undefined ? (
          <NewShare photo={photo.id} onMade={(url, password) => setMade({ url, password })} />
        ) : (
          <>
            <CreatedLink {...made} title={name} />
            <div>
              <Button onClick={() => setMade(undefined)}>{words.shares.another}</Button>
            </div>
          </>
        )}
        <LivingLinks photo={photo.id} />
      </div>
    </Dialog>
  );
}

/** The links to a photo that open. */
function LivingLinks({ photo }: { readonly photo: string }) {
  const { words } = useWords();
  const shares = useInfiniteQuery(sharesQuery(useApi(), photo));
  const [edited, setEdited] = useState({ id: "", isOpen: false });
  const [isRevoked, setRevoked] = useState(false);
  const now = useNow();
  const section = useRef<HTMLElement>(null);
  const living = (shares.data ?? []).filter((share) => stateOf(share, now) === "living");
  const revoked = () => {
    setRevoked(true);
    section.current?.focus();
  };
  return (
    <section ref={section} tabIndex={-1} aria-label={words.shares.links}>
      {living.length > 0 && <h3>{words.shares.links}</h3>}
      <p className="quiet" role="status">
        {isRevoked && words.shares.isRevoked}
      </p>
      <ul>
        {living.map((share) => (
          <li key={share.id}>
            {edited.isOpen && edited.id === share.id ? (
              <EditShare share={share} onDone={() => setEdited({ id: share.id, isOpen: false })} />
            ) : (
              <div className="share-row">
                <ShareFacts share={share} name={words.shares.photoLink} />
                <ShareSteps
                  share={share}
                  onEdit={() => setEdited({ id: share.id, isOpen: true })}
                  onRevoked={revoked}
                  wasEdited={edited.id === share.id}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
