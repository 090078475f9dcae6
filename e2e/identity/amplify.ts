import { Amplify } from "aws-amplify";
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";
import { call } from "../client.ts";

interface ClientConfig {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly userPoolEndpoint: string;
}

/** Points Amplify at the server, as an app does that reads `/config.json`, with nobody signed in. */
export async function configureAmplify(origin: string): Promise<void> {
  const { userPoolId, userPoolClientId, userPoolEndpoint } = (await call<ClientConfig>(`${origin}/config.json`)).body;
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } });
  useNewDevice();
}

/** Another device, on which nobody is signed in; gives what the earlier one has kept. */
export function useNewDevice(kept = new Map<string, string>()): Map<string, string> {
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key, value) => void kept.set(key, value),
    getItem: async (key) => kept.get(key) ?? null,
    removeItem: async (key) => void kept.delete(key),
    clear: async () => kept.clear(),
  });
  return kept;
}
