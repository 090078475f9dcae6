import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ExportView } from "@tintype/core";
import { useState } from "react";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { useNotice } from "../../shared/ui/notice.tsx";
import { Progress } from "../../shared/ui/progress.tsx";
import { SettingsRow } from "./settings-row.tsx";

/** How often it is asked how far packing is; and, while its files are shown, for addresses that are good. */
const [soon, later] = [2_000, 30 * 60_000];
/** Asked again within the hour, the server answers with the same export. */
const anew = 60 * 60_000;

/** Everything that the reader has, packed to be taken along. Which export that is, is kept on this device. */
export function TakeAlong({ user }: { readonly user: string }) {
  const { words } = useWords();
  const { complain } = useNotice();
  const api = useApi();
  const client = useQueryClient();
  const kept = `tintype.export.${user}`;
  const [now] = useState(Date.now);
  const [id, setId] = useState(() => localStorage.getItem(kept));
  const found = useQuery({
    queryKey: ["export", id],
    queryFn: ({ signal }) => api<ExportView>(`/me/export/${id}`, { signal }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data === undefined ? false : state.data.state === "ready" ? later : soon),
  });
  const begin = useMutation({
    mutationFn: () => api<ExportView>("/me/export", { method: "POST" }),
    onSuccess: (begun) => {
      localStorage.setItem(kept, begun.id);
      client.setQueryData(["export", begun.id], begun);
      setId(begun.id);
    },
    onError: complain,
  });
  // One whose time is over is as none.
  const shown = found.error ? undefined : found.data;
  if (shown?.state === "preparing") {
    return (
      <div role="status">
        <p>{words.settings.takePacking}</p>
        <Progress label={words.settings.takePacking} />
      </div>
    );
  }
  const isOld = shown !== undefined && now - Date.parse(shown.requestedAt) > anew;
  return (
    <>
      {shown !== undefined && <Files shown={shown} />}
      {(shown === undefined || isOld) && (
        <Button busy={begin.isPending} onClick={() => begin.mutate()}>
          {isOld ? words.settings.takeAgain : words.settings.takeBegin}
        </Button>
      )}
    </>
  );
}

function Files({ shown: { requestedAt, expiresAt, files = [] } }: { readonly shown: ExportView }) {
  const { words } = useWords();
  const about = `${words.settings.takeReady(requestedAt)} ${expiresAt === undefined ? "" : words.settings.takeUntil(expiresAt)}`;
  return (
    <>
      <p role="status">{about}</p>
      {files.map(({ url, bytes, photos }, index) => (
        <SettingsRow key={url} title={words.settings.takeFileAbout(photos, bytes)}>
          <a className="button" href={url} download>
            {words.settings.takeFile(index + 1, files.length)}
          </a>
        </SettingsRow>
      ))}
    </>
  );
}
