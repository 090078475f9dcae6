import { useQuery } from "@tanstack/react-query";
import type { ShareView } from "@tintype/core";
import { useState } from "react";
import { Link } from "wouter";
import { useApi } from "../../shared/api/api-context.ts";
import { ApiProblem } from "../../shared/api/api-problem.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { useNotice } from "../../shared/ui/notice.tsx";
import { photoQuery } from "../photos/photo-queries.ts";
import { Picture } from "../photos/picture.tsx";
import { EditShare } from "./edit-share.tsx";
import { ShareFacts } from "./share-facts.tsx";
import { ShareSteps } from "./share-steps.tsx";

/** A link among others, with the photo that it leads to. */
export function ShareEntry({ share, onRevoked }: { readonly share: ShareView; readonly onRevoked: () => void }) {
  const { words } = useWords();
  const { say } = useNotice();
  const [isEdited, setEdited] = useState(false);
  const { data: photo, error } = useQuery({ ...photoQuery(useApi(), share.photo), staleTime: 60_000 });
  const name = photo?.title ?? photo?.fileName ?? words.shares.photoLink;
  const isGone = error instanceof ApiProblem && error.status === 404;
  const isInTrash = photo?.state === "trashed";
  const picture = photo && <Picture photo={photo} width={96} alt={name} />;
  return (
    <li className="share-row">
      {isInTrash || photo === undefined ? (
        <span className="photo">{picture}</span>
      ) : (
        <Link className="photo" href={`/photos/${share.photo}`}>
          {picture}
        </Link>
      )}
      <div className="words">
        <ShareFacts share={share} name={name} />
        {(isGone || isInTrash) && <p className="facts">{isGone ? words.shares.photoGone : words.shares.inTrash}</p>}
      </div>
      <ShareSteps
        share={share}
        onEdit={() => setEdited(true)}
        onRevoked={() => {
          say({ text: words.shares.isRevoked });
          onRevoked();
        }}
        wasEdited={false}
      />
      {isEdited && (
        <Dialog title={words.shares.editTitle} onClose={() => setEdited(false)}>
          <EditShare share={share} onDone={() => setEdited(false)} />
        </Dialog>
      )}
    </li>
  );
}
