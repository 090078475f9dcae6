import { Amplify } from "aws-amplify";
import { cognitoCredentialsProvider, cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";
import { call } from "../client.ts";

type ClientConfig = Readonly<
  Record<
    | "region"
    | "userPoolId"
    | "userPoolClientId"
    | "userPoolEndpoint"
    | "identityPoolId"
    | "identityPoolEndpoint"
    | "bucket",
    string
  >
>;

/** Points Amplify at the server, as an app does that reads `/config.json`, with nobody signed in. */
export async function configureAmplify(origin: string): Promise<void> {
  const { body } = await call<ClientConfig>(`${origin}/config.json`);
  const { userPoolId, userPoolClientId, userPoolEndpoint, identityPoolId, identityPoolEndpoint, bucket, region } = body;
  Amplify.configure({
    Auth: {
      Cognito: { userPoolId, userPoolClientId, userPoolEndpoint, identityPoolId, identityPoolEndpoint },
    },
    Storage: { S3: { bucket, region } },
  });
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
  void cognitoCredentialsProvider.clearCredentialsAndIdentityId();
  return kept;
}
