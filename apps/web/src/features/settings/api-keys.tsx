import "./api-keys.css";
import { useQuery } from "@tanstack/react-query";
import type { ApiKeyView } from "@tintype/core";
import { useState } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { wordsOfProblem } from "../../shared/i18n/words-of-problem.ts";
import { Button } from "../../shared/ui/button.tsx";
import { Progress } from "../../shared/ui/progress.tsx";
import { ApiKey } from "./api-key.tsx";
import { apiKeysKey } from "./api-keys-key.ts";
import { NewApiKey } from "./new-api-key.tsx";

/** The keys of the reader's programs, and another one. */
export function ApiKeys() {
  const { words } = useWords();
  const api = useApi();
  const keys = useQuery({
    queryKey: apiKeysKey,
    queryFn: ({ signal }) => api<{ readonly items: readonly ApiKeyView[] }>("/api-keys", { signal }),
  });
  const [isOpen, setOpen] = useState(false);
  if (keys.isPending) return <Progress label={words.app.loading} />;
  if (keys.data === undefined) {
    return (
      <>
        <p>{wordsOfProblem(keys.error, words)}</p>
        <Button onClick={() => void keys.refetch()}>{words.app.tryAgain}</Button>
      </>
    );
  }
  const { items } = keys.data;
  return (
    <div className="api-keys">
      {items.length === 0 ? (
        <p className="quiet">{words.settings.programsNone}</p>
      ) : (
        <ul>
          {items.map((key) => (
            <ApiKey key={key.id} apiKey={key} />
          ))}
        </ul>
      )}
      <Button onClick={() => setOpen(true)}>{words.settings.newKey}</Button>
      {isOpen && <NewApiKey onClose={() => setOpen(false)} />}
    </div>
  );
}
