import "./share-row.css";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ShareView } from "@tintype/core";
import { useId, useState } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import { Button } from "../../shared/ui/button.tsx";
import { keepShare } from "./share-queries.ts";
import { stateOf } from "./share-state.ts";

interface ShareStepsProps {
  readonly share: ShareView;
  readonly onEdit: () => void;
  readonly onRevoked: () => void;
  /** It was just edited: the focus is where it was before. */
  readonly wasEdited: boolean;
}

/** What can be done with a link: changing it, and taking it back, which is asked about first. */
export function ShareSteps({ share, onEdit, onRevoked, wasEdited }: ShareStepsProps) {
  const { words } = useWords();
  const [asks, setAsks] = useState<boolean>();
  const about = useId();
  const revoke = useRevoke(share, onRevoked);
  if (share.revokedAt !== undefined) return null;
  const { edit, revoke: takeBack, revokeAsk, revokeHint, revokeNot } = words.shares;
  const isOver = stateOf(share, Date.now()) === "expired";
  return asks ? (
    <div className="asks">
      <div id={about}>
        <p>{revokeAsk}</p>
        <p>{revokeHint}</p>
      </div>
      {revoke.error && (
        <p className="problem" role="alert">
          {wordsOfProblem(revoke.error, words)}
        </p>
      )}
      <div className="steps">
        <Button look="bad" busy={revoke.isPending} onClick={() => revoke.mutate()}>
          {takeBack}
        </Button>
        {/* Whoever asked for this is led to what changes nothing. */}
        <Button autoFocus aria-describedby={about} onClick={() => setAsks(false)}>
          {revokeNot}
        </Button>
      </div>
    </div>
  ) : (
    <div className="steps">
      <Button look="plain" autoFocus={wasEdited && asks === undefined} onClick={onEdit}>
        {edit}
      </Button>
      {!isOver && (
        <Button look="plain" autoFocus={asks === false} onClick={() => setAsks(true)}>
          {takeBack}
        </Button>
      )}
    </div>
  );
}

function useRevoke(share: ShareView, onRevoked: () => void) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api(`/shares/${share.id}`, { method: "DELETE" }),
    onSuccess: () => {
      keepShare(client, { ...share, revokedAt: new Date().toISOString() as ShareView["createdAt"] });
      onRevoked();
      return client.invalidateQueries({ queryKey: ["shares"] });
    },
  });
}
