import { createHash, createHmac, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mail, Mailer, PasswordHasher, Secrets } from "@tintype/core";
import { createManualClock, type ManualClock } from "@tintype/core/testing";
import { openUserPoolDatabase, type UserPoolDatabase } from "./open-user-pool-database.ts";
import type { RandomBytes } from "./random.ts";
import type { SigningKey } from "./signing-keys.ts";
import { createUserPool, type UserPool } from "./user-pool.ts";
import type { TriggeredUser, UserPoolOptions } from "./user-pool-options.ts";

export const publicUrl = "https://photos.example.com";
export const ada = { email: "ada@example.com", password: "Analytical-Engine-1843" };
export const userId = "01JD4QZ0000000000000000001";

const makeKey = (kid: string): SigningKey => ({
  kid,
  privateKeyPem: generateKeyPairSync("rsa", {
    modulusLength: 2_048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  }).privateKey,
});
export const signingKey = makeKey("key-1");
export const newerKey = makeKey("key-2");

export interface PoolFixture extends Disposable {
  readonly pool: UserPool;
  readonly clock: ManualClock;
  readonly database: UserPoolDatabase;
  readonly mails: Mail[];
  /** Passwords that were hashed or compared, in order: the work that was done. */
  readonly hashed: string[];
  /** What the post-confirmation trigger saw. */
  readonly confirmed: TriggeredUser[];
  /** What the pool could only report. */
  readonly reported: unknown[];
  /** Who was signed out everywhere, as the trigger saw it. */
  readonly signedOut: string[];
  /** Who was removed, as the trigger saw it. */
  readonly deleted: string[];
  /** To which addresses somebody moved, as the trigger saw it. */
  readonly moved: string[];
  /** The code that was mailed last. */
  mailedCode(): string;
  /** The answer of one operation: `status` and what the body says. */
  call(operation: string, body: unknown): Promise<{ readonly status: number; readonly [member: string]: unknown }>;
  /** Signs `ada` up and confirms her. */
  addAda(): Promise<void>;
  /** The tokens of `ada`, signed in with her password. */
  signIn(clientId?: string): Promise<{ AccessToken: string; IdToken: string; RefreshToken: string }>;
}

/** A pool in a folder of its own that is gone afterwards. */
export function openPool(changes: Partial<UserPoolOptions> = {}): PoolFixture {
  const folder = mkdtempSync(join(tmpdir(), "user-pool-"));
  const database = changes.database ?? openUserPoolDatabase(join(folder, "user-pool.db"));
  const clock = createManualClock();
  const mails: Mail[] = [];
  const hashed: string[] = [];
  const confirmed: TriggeredUser[] = [];
  const reported: unknown[] = [];
  const signedOut: string[] = [];
  const deleted: string[] = [];
  const moved: string[] = [];
  const pool = createUserPool({
    database,
    publicUrl,
    keys: [signingKey],
    clock,
    random: countedRandom(),
    secrets: testSecrets,
    passwords: createCountingHasher(hashed),
    mailer: createMailbox(mails),
    triggers: {
      postConfirmation: async (user) => void confirmed.push(user),
      preToken: async () => ({ "tintype:user": userId }),
      signedOutEverywhere: async (user) => void signedOut.push(user.subject),
      deleted: async (user) => void deleted.push(user.subject),
      addressChanged: async (user) => void moved.push(user.email),
    },
    report: (error) => void reported.push(error),
    ...changes,
  });
  const call: PoolFixture["call"] = async (operation, body) => {
    const answer = await pool.handle(`AWSCognitoIdentityProviderService.${operation}`, body);
    return { ...(JSON.parse(answer.body) as object), status: answer.status };
  };
  const mailedCode = () => /\d{6}/.exec(mails.at(-1)?.text ?? "")?.[0] ?? "";
  const user = { ClientId: "web", Username: ada.email };
  return {
    pool,
    clock,
    database,
    mails,
    hashed,
    confirmed,
    reported,
    signedOut,
    deleted,
    moved,
    call,
    mailedCode,
    async addAda() {
      await call("SignUp", { ...user, Password: ada.password });
      await call("ConfirmSignUp", { ...user, ConfirmationCode: mailedCode() });
    },
    async signIn(ClientId = "web") {
      const answer = await call("InitiateAuth", {
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: ada.email, PASSWORD: ada.password },
      });
      return answer["AuthenticationResult"] as { AccessToken: string; IdToken: string; RefreshToken: string };
    },
    [Symbol.dispose]() {
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Bytes that look random and are the same in each run. */
function countedRandom(): RandomBytes {
  let drawn = 0;
  return (count) => {
    drawn += 1;
    return createHash("sha256").update(`draw ${drawn}`).digest().subarray(0, count);
  };
}

function createCountingHasher(hashed: string[]): PasswordHasher {
  const digest = (password: string) => {
    hashed.push(password);
    return createHash("sha256").update(password).digest("hex");
  };
  return {
    hash: async (password) => digest(password),
    verify: async (password, hash) => digest(password) === hash,
  };
}

const createMailbox = (mails: Mail[]): Mailer => ({
  send: async (mail) => void mails.push(mail),
  forget: async () => {},
});

const mac = (purpose: string, message: string) =>
  createHmac("sha256", "a key of tests").update(`${purpose}\n${message}`).digest("base64url");
const testSecrets: Secrets = {
  mac: async (purpose, message) => mac(purpose, message),
  verify: async (purpose, message, given) => mac(purpose, message) === given,
};
