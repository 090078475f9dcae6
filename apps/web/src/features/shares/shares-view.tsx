import "./shares-view.css";
import { useQuery } from "@tanstack/react-query";
import type { ShareView } from "@tintype/core";
import { View } from "../../app/view.tsx";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Empty } from "../../shared/ui/empty.tsx";

/** `/shares`: every link that exists, the latest first. */
export function SharesView() {
  const { words } = useWords();
  const api = useApi();
  const shares = useQuery({
    queryKey: ["shares"],
    queryFn: ({ signal }) => api<{ items: readonly ShareView[] }>("/shares", { signal }),
  });
  const links = shares.data?.items ?? [];
  return (
    <View title={words.shares.title} query={shares}>
      {links.length === 0 ? <Empty title={words.shares.empty} /> : <ul className="shares-view">{links.map(entry)}</ul>}
    </View>
  );
  function entry(share: ShareView) {
    const { until, views, revoked, hasPassword } = words.shares;
    const facts = [
      share.revokedAt === undefined ? until(share.expiresAt) : revoked,
      views(share.views),
      share.hasPassword && hasPassword,
    ];
    return (
      <li key={share.id}>
        <span>{share.note ?? share.id}</span>
        <span className="quiet">{facts.filter(Boolean).join(" · ")}</span>
      </li>
    );
  }
}
