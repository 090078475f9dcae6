import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import type { Session } from "../features/session/create-session.ts";
import { SessionContext } from "../features/session/session-context.ts";
import { ApiContext } from "../shared/api/api-context.ts";
import { ConfigContext } from "../shared/api/config-context.ts";
import { createApi } from "../shared/api/create-api.ts";
import { createQueryClient } from "../shared/api/create-query-client.ts";
import type { ClientConfig } from "../shared/api/load-config.ts";
import type { Spoken } from "../shared/i18n/speak.ts";
import { WordsProvider } from "../shared/i18n/words.tsx";
import { OfflineBanner } from "../shared/offline/offline-banner.tsx";
import { NoticeProvider } from "../shared/ui/notice.tsx";
import { Routes } from "./routes.tsx";

interface AppProps {
  readonly config: ClientConfig;
  readonly session: Session;
  readonly spoken: Spoken;
}

/** Everything that views ask for by a hook, and the views. */
export function App({ config, session, spoken }: AppProps) {
  const [client] = useState(createQueryClient);
  const [api] = useState(() =>
    createApi({ base: config.api, accessToken: session.accessToken, onSignedOut: session.lose }),
  );
  return (
    <ConfigContext value={config}>
      <SessionContext value={session}>
        <ApiContext value={api}>
          <QueryClientProvider client={client}>
            <WordsProvider first={spoken}>
              <NoticeProvider>
                <OfflineBanner />
                <Routes />
              </NoticeProvider>
            </WordsProvider>
          </QueryClientProvider>
        </ApiContext>
      </SessionContext>
    </ConfigContext>
  );
}
