import { millisOf } from "@tintype/core";
import type { ProvidedIdentity } from "./identity-store.ts";
import type { User } from "./user.ts";

/** What tokens call somebody: the subject, or `PROVIDER_ID` where a provider's word has made the account, as Cognito does. */
export function usernameOf({ subject }: User, identities: readonly ProvidedIdentity[]): string {
  const maker = identities.find(({ madeAccount }) => madeAccount);
  return maker === undefined ? subject : `${maker.provider}_${maker.providerSubject}`;
}

/** As Cognito shows them in the claim and in the attribute `identities`, where all but the issuer are texts. */
export const shownIdentities = (identities: readonly ProvidedIdentity[]) =>
  identities.map(({ provider, providerSubject, madeAccount, linkedAt }) => ({
    userId: providerSubject,
    providerName: provider,
    providerType: provider,
    issuer: null,
    primary: String(madeAccount),
    dateCreated: String(millisOf(linkedAt)),
  }));
