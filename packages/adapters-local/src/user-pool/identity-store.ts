import { Instant } from "@tintype/core";
import * as z from "zod";
import type { PoolFile } from "./open-user-pool-database.ts";

/** Who somebody is at another provider. */
export const ProvidedIdentity = z
  .object({
    provider: z.string(),
    provider_subject: z.string(),
    subject: z.string(),
    made_account: z.literal([0, 1]),
    linked_at: Instant,
  })
  .transform((row) => ({
    /** As Cognito calls it, such as `Google` and `SignInWithApple`. */
    provider: row.provider,
    /** What the provider calls them, for good. */
    providerSubject: row.provider_subject,
    subject: row.subject,
    /** Whether the account is of this identity; otherwise it was there before. */
    madeAccount: row.made_account === 1,
    linkedAt: row.linked_at,
  }))
  .readonly();
export type ProvidedIdentity = z.infer<typeof ProvidedIdentity>;

/** Who the users of a pool are at other providers. */
export interface IdentityStore {
  find(provider: string, providerSubject: string): ProvidedIdentity | undefined;
  /** All of a user, in the order in which they were linked. */
  of(subject: string): readonly ProvidedIdentity[];
  /** Throws `save_conflict` for an identity that is somebody's already. */
  add(identity: ProvidedIdentity): void;
}

export function createIdentityStore(file: PoolFile): IdentityStore {
  const select = file.prepare("SELECT * FROM identities WHERE provider = ? AND provider_subject = ?");
  const all = file.prepare("SELECT * FROM identities WHERE subject = ? ORDER BY linked_at, provider");
  const insert = file.prepare("INSERT INTO identities VALUES (?, ?, ?, ?, ?)");
  return {
    find: (provider, providerSubject) => {
      const row = select.get(provider, providerSubject);
      return row === undefined ? undefined : ProvidedIdentity.parse(row);
    },
    of: (subject) => all.all(subject).map((row) => ProvidedIdentity.parse(row)),
    add: ({ provider, providerSubject, subject, madeAccount, linkedAt }) =>
      void file.write(() => insert.run(provider, providerSubject, subject, Number(madeAccount), linkedAt)),
  };
}
