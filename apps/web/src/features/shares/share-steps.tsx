import "./share-row.css";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ShareView } from "@tintype/core";
import { useEffect, useId, useRef, useState } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import { Button } from "../../shared/ui/button.tsx";
import { keepShare } from "./share-queries.ts";
import { stateOf } from "./share-state.ts";
import { useNow } from "./use-now.ts";

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
  const now = useNow();
  const place = useRef<HTMLDivElement>(null);
  const revoke = useRevoke(share, onRevoked);
  useEffect(() => {
    // Whoever has asked is led to what changes nothing; whoever comes back, to where they were.
    const goal = asks !== undefined ? "last" : wasEdited ? "first" : undefined;
    if (goal !== undefined) place.current?.querySelector<HTMLElement>(`button:${goal}-of-type`)?.focus();
  }, [asks, wasEdited]);
  if (share.revokedAt !== undefined) return null;
  const { edit, revoke: takeBack, revokeAsk, revokeHint, revokeNot } = words.shares;
  if (!asks) {
    return (
      <div ref={place} className="steps">
        <Button look="plain" onClick={onEdit}>
          {edit}
        </Button>
        {stateOf(share, now) !== "expired" && (
          <Button look="plain" onClick={() => setAsks(true)}>
            {takeBack}
          </Button>
        )}
      </div>
    );
  }
  return (
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
      <div ref={place} className="steps">
        <Button look="bad" busy={revoke.isPending} onClick={() => revoke.mutate()}>
          {takeBack}
        </Button>
        <Button aria-describedby={about} onClick={() => setAsks(false)}>
          {revokeNot}
        </Button>
      </div>
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
