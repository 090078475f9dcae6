import { useQueryClient } from "@tanstack/react-query";
import type { ApiKeyView } from "@tintype/core";
import { useState } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { ApiProblem } from "../../shared/api/api-problem.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { useNotice } from "../../shared/ui/notice.tsx";
import { apiKeysKey } from "./api-keys-key.ts";
import { AskFirst } from "./ask-first.tsx";
import { SettingsRow } from "./settings-row.tsx";

/** A key, how much it is used, and the end of it. */
export function ApiKey({ apiKey }: { readonly apiKey: ApiKeyView }) {
  const { words } = useWords();
  const { say } = useNotice();
  const api = useApi();
  const client = useQueryClient();
  const [now] = useState(Date.now);
  const [isAsked, setAsked] = useState(false);
  const { id, name, prefix, scopes, usage, monthlyQuota, lastUsedAt, expiresAt } = apiKey;
  const revoke = async () => {
    await api(`/api-keys/${id}`, { method: "DELETE" }).catch((error: unknown) => {
      // Revoked on another device meanwhile.
      if (!(error instanceof ApiProblem && error.code === "api_key_not_found")) throw error;
    });
    await client.invalidateQueries({ queryKey: apiKeysKey });
    say({ text: words.settings.keyRevoked });
  };
  const isOver = expiresAt !== undefined && Date.parse(expiresAt) <= now;
  const about = [
    scopes.map((scope) => words.settings.scope[scope]).join(", "),
    expiresAt !== undefined && (isOver ? words.settings.keyExpired : words.settings.keyUntil(expiresAt)),
    lastUsedAt === undefined ? words.settings.keyUnused : words.settings.keyUsed(lastUsedAt),
    words.settings.keyCalls(usage.month === monthNow() ? usage.calls : 0, monthlyQuota),
  ];
  return (
    <li>
      <SettingsRow title={`${name} · ${prefix}…`} about={about.filter(Boolean).join(" · ")}>
        <Button look="bad" aria-label={words.settings.keyRevokeNamed(name)} onClick={() => setAsked(true)}>
          {words.settings.keyRevoke}
        </Button>
      </SettingsRow>
      {isAsked && (
        <AskFirst
          title={words.settings.keyRevokeAsk(name)}
          hint={words.settings.keyRevokeHint}
          yes={words.settings.keyRevoke}
          onYes={revoke}
          onClose={() => setAsked(false)}
        />
      )}
    </li>
  );
}

/** Quotas are of calendar months, UTC. */
const monthNow = (): string => new Date().toISOString().slice(0, 7);
