import * as z from "zod";
import type { PoolFile } from "../open-user-pool-database.ts";

const flag = z.int().transform((value) => value === 1);
const Authenticator = z
  .object({
    nonce: z.string().nullable(),
    new_nonce: z.string().nullable(),
    last_step: z.int(),
    enabled: flag,
    preferred: flag,
  })
  .transform(({ nonce, new_nonce, last_step, enabled, preferred }) => ({
    nonce: nonce ?? undefined,
    newNonce: new_nonce ?? undefined,
    lastStep: last_step,
    enabled,
    preferred,
  }))
  .readonly();
export type Authenticator = z.infer<typeof Authenticator>;

/** The authenticator apps of a pool's users, one each. Changes of one that is not there do nothing. */
export interface AuthenticatorStore {
  get(subject: string): Authenticator | undefined;
  /** Another one is offered; an earlier one counts until the new one has shown a code. */
  offer(subject: string, newNonce: string): void;
  /** The one that was offered with `newNonce`, if none was offered since, counts from now on, with `step` used. */
  accept(subject: string, newNonce: string, step: number): void;
  /** Whether `step` is later than every one that was used; it is used from now on. */
  use(subject: string, step: number): boolean;
  prefer(subject: string, enabled: boolean, preferred: boolean): void;
}

export function createAuthenticatorStore(file: PoolFile): AuthenticatorStore {
  const select = file.prepare("SELECT * FROM authenticators WHERE subject = ?");
  const offered = file.prepare(`
    INSERT INTO authenticators (subject, new_nonce, last_step, enabled, preferred) VALUES (?, ?, 0, 0, 0)
    ON CONFLICT DO UPDATE SET new_nonce = excluded.new_nonce`);
  const accepted = file.prepare(`
    UPDATE authenticators SET nonce = new_nonce, new_nonce = NULL, last_step = ?
    WHERE subject = ? AND new_nonce = ?`);
  const used = file.prepare("UPDATE authenticators SET last_step = ? WHERE subject = ? AND last_step < ?");
  const preferred = file.prepare("UPDATE authenticators SET enabled = ?, preferred = ? WHERE subject = ?");
  return {
    get: (subject) => {
      const row = select.get(subject);
      return row === undefined ? undefined : Authenticator.parse(row);
    },
    offer: (subject, nonce) => void file.write(() => offered.run(subject, nonce)),
    accept: (subject, nonce, step) => void file.write(() => accepted.run(step, subject, nonce)),
    use: (subject, step) => file.write(() => used.run(step, subject, step).changes === 1),
    prefer: (subject, enabled, isPreferred) =>
      void file.write(() => preferred.run(Number(enabled), Number(isPreferred), subject)),
  };
}
