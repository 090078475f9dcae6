import { createHmac } from "node:crypto";
import { join } from "node:path";
import { expect } from "vitest";
import {
  createLocalSecrets,
  createScryptPasswordHasher,
  createUserPool,
  openKeyring,
  openUserPoolDatabase,
  systemClock,
} from "../../packages/adapters-local/src/index.ts";
import { mailedCode, password, pool } from "../client.ts";

let count = 0;
/** An address that nobody has. */
export function newEmail(): string {
  count += 1;
  return `person-${count}@example.com`;
}

/** Somebody who has signed up and confirmed: the address. */
export async function newPerson(origin: string): Promise<string> {
  const email = newEmail();
  await pool(origin, "SignUp", { Username: email, Password: password });
  await pool(origin, "ConfirmSignUp", { Username: email, ConfirmationCode: await mailedCode(origin, email) });
  return email;
}

/** Somebody whom an administrator gave a password for the first sign-in; the server must not be running. */
export async function addTemporaryPerson(dataFolder: string, email: string, temporary: string): Promise<void> {
  using database = openUserPoolDatabase(join(dataFolder, "user-pool.db"));
  const keyring = await openKeyring(join(dataFolder, "keys"));
  const userPool = createUserPool({
    database,
    publicUrl: "http://127.0.0.1",
    keys: keyring.tokens,
    clock: systemClock,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    secrets: createLocalSecrets({ masterKey: keyring.master }),
    passwords: createScryptPasswordHasher(),
    mailer: { send: async () => {}, forget: async () => {} },
    triggers: {
      postConfirmation: async () => {},
      preToken: async () => ({}),
      signedOutEverywhere: async () => {},
      deleted: async () => {},
      addressChanged: async () => {},
    },
  });
  await userPool.ensureUser({ email, password: temporary, temporary: true });
}

/** What an authenticator app shows for a secret, `later` steps of 30 seconds from now (RFC 6238). */
export function authenticatorCode(base32: string, later = 0): string {
  const bits = Array.from(base32, (letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  ).join("");
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const mac = createHmac("sha1", secret).update(counter).digest();
  return String((mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Another code than that. */
export const otherThan = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

/** How a code is refused that was used: on a machine that is slow enough it is too old as well. */
export const usedOrOld: unknown = expect.stringMatching(/^(?:ExpiredCode|CodeMismatch)Exception$/);
