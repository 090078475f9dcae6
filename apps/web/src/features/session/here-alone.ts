import type { ClientConfig } from "../../shared/api/load-config.ts";

type OAuth = NonNullable<ClientConfig["oauth"]>;
/** The providers that the page has a button for, by the names that Amplify knows them by. */
export type Provider = "Google" | "Apple";
const known: readonly string[] = ["Google", "Apple"] satisfies Provider[];

/** What Amplify is told of managed login: people who leave from this origin come back to it. Undefined where they cannot. */
export function hereAlone(oauth: OAuth | undefined, origin: string) {
  const isHere = (address: string) => new URL(address).origin === origin;
  const redirectSignIn = oauth?.redirectSignIn.filter(isHere) ?? [];
  const redirectSignOut = oauth?.redirectSignOut.filter(isHere) ?? [];
  if (oauth === undefined || redirectSignIn.length === 0 || redirectSignOut.length === 0) return undefined;
  const providers = oauth.providers.filter((name): name is Provider => known.includes(name));
  return { ...oauth, redirectSignIn, redirectSignOut, providers };
}
