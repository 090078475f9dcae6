import "./share-row.css";
import type { ShareView } from "@tintype/core";
import { useWords } from "../../shared/i18n/words.tsx";
import { stateOf } from "./share-state.ts";
import { useNow } from "./use-now.ts";

/** What is known of a link: what it is for, whether it opens, how often it was, and what whoever opens it may do. */
export function ShareFacts({ share, name }: { readonly share: ShareView; readonly name: string }) {
  const { words } = useWords();
  const { until, ended, views, viewsOf, lastViewed, hasPassword, takes, state } = words.shares;
  const now = useNow();
  const is = stateOf(share, now);
  const { expiresAt, revokedAt, maxViews, lastViewedAt } = share;
  const end = is === "living" ? until(expiresAt) : is === "usedUp" ? undefined : ended(revokedAt ?? expiresAt);
  const facts = [
    end,
    maxViews === undefined ? views(share.views) : viewsOf(share.views, maxViews),
    lastViewedAt !== undefined && lastViewed(lastViewedAt),
    share.hasPassword && hasPassword,
    share.download !== "none" && takes[share.download],
  ];
  return (
    <div className="words">
      <p>
        {share.note ?? name} {is !== "living" && <span className="state">{state[is]}</span>}
      </p>
      <p className="quiet facts">{facts.filter(Boolean).join(" · ")}</p>
    </div>
  );
}
