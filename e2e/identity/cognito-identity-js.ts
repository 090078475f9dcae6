import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
  type ICognitoStorage,
} from "amazon-cognito-identity-js";
import { call } from "../client.ts";

/** How a sign-in went on: with a session, or with what is asked next. */
export type SignedIn = { session: CognitoUserSession } | { asked: string };

interface ClientConfig {
  readonly userPoolId: string;
  readonly legacyClientId: string;
  readonly userPoolEndpoint: string;
}

/** The pool as an older app sees it, whose refresh tokens stay; each has a storage of its own. */
export async function openCognitoPool(origin: string): Promise<CognitoUserPool> {
  const { userPoolId, legacyClientId, userPoolEndpoint } = (await call<ClientConfig>(`${origin}/config.json`)).body;
  return new CognitoUserPool({
    UserPoolId: userPoolId,
    ClientId: legacyClientId,
    endpoint: userPoolEndpoint,
    Storage: createStorage(),
  });
}

export const userOf = (pool: CognitoUserPool, Username: string, Storage = createStorage()): CognitoUser =>
  new CognitoUser({ Pool: pool, Username, Storage });

/** Signs in with the password: by SRP, unless the user was told another flow. */
export function authenticate(user: CognitoUser, password: string): Promise<SignedIn> {
  const details = new AuthenticationDetails({ Username: user.getUsername(), Password: password });
  return new Promise((resolve, reject) =>
    user.authenticateUser(details, {
      onSuccess: (session) => resolve({ session }),
      onFailure: reject,
      totpRequired: () => resolve({ asked: "totp" }),
      newPasswordRequired: () => resolve({ asked: "new password" }),
    }),
  );
}

/** What a method resolves to that ends by calling a function with an error or a result. */
export const called = <Result>(method: (done: (error?: unknown, result?: Result) => void) => void): Promise<Result> =>
  new Promise((resolve, reject) =>
    method((error, result) => (error === null || error === undefined ? resolve(result as Result) : reject(error))),
  );

/** The same for one that calls one of two functions. */
export const settled = <Result>(
  method: (callbacks: { onSuccess: (result: Result) => void; onFailure: (error: unknown) => void }) => void,
): Promise<Result> => new Promise((onSuccess, onFailure) => method({ onSuccess, onFailure }));

function createStorage(): ICognitoStorage {
  const kept = new Map<string, string>();
  return {
    setItem: (key, value) => void kept.set(key, value),
    getItem: (key) => kept.get(key) ?? null,
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}
