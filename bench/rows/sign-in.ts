import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import {
  createLocalSecrets,
  createScryptPasswordHasher,
  createUserPool,
  openUserPoolDatabase,
  systemClock,
  type UserPool,
} from "@tintype/adapters-local";
import { bareExponentiation } from "../bare/exponentiation.ts";
import type { Group } from "../row.ts";
import { createSrpClient } from "../srp-client.ts";

const user = { email: "ana@tintype.example", password: "Tintype-bench-1" };

/** What a pool answers, as far as it matters here. */
interface Answer {
  readonly ChallengeParameters?: Readonly<Record<string, string>>;
  readonly AuthenticationResult?: { readonly AccessToken: string };
}

export const signIn: Group = {
  name: "sign-in",
  rows: [
    {
      name: "sign-in-srp",
      what: "CPU time of a sign-in by SRP, both messages, tokens and durable session",
      unit: "CPU ms",
      ours: "signIn",
      limit: "exponentiations",
      against: "node:crypto alone: the two modular exponentiations that it needs",
      better: "lower",
      goal: 2,
      floor: 2.5,
    },
  ],
  async open({ quick }) {
    await using stack = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), "tintype-bench-"));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    const database = stack.use(openUserPoolDatabase(join(folder, "user-pool.db")));
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    const pool = createUserPool({
      database,
      publicUrl: "http://localhost",
      keys: [{ kid: "key", privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString() }],
      clock: systemClock,
      random: randomBytes,
      secrets: createLocalSecrets({ masterKey: randomBytes(32) }),
      passwords: createScryptPasswordHasher(),
      mailer: { send: async () => {}, forget: async () => {} },
      triggers: {
        postConfirmation: async () => {},
        preToken: async () => ({ "tintype:user": "01JD4QZ0000000000000000001" }),
        signedOutEverywhere: async () => {},
        deleted: async () => {},
        addressChanged: async () => {},
      },
    });
    await pool.ensureUser(user);
    const raise = bareExponentiation();
    const times = quick ? 50 : 200;
    await signInOften(pool, 50);
    const own = stack.move();
    return {
      contenders: [
        {
          gives: ["exponentiations"],
          run: async () => ({ exponentiations: (await cpuOf(() => repeat(times, async () => raise()))) * (2 / times) }),
        },
        { gives: ["signIn"], run: async () => ({ signIn: (await signInOften(pool, times)) / times }) },
      ],
      [Symbol.asyncDispose]: () => own.disposeAsync(),
    };
  },
};

/** Milliseconds of CPU time of the pool alone: what the client has to compute beside it is left out. */
async function signInOften(pool: UserPool, times: number): Promise<number> {
  const client = createSrpClient();
  let spent = 0;
  const ask = async (operation: string, body: object): Promise<Answer> => {
    let answer: Answer = {};
    spent += await cpuOf(async () => {
      const { body: text } = await pool.handle(`AWSCognitoIdentityProviderService.${operation}`, body);
      answer = JSON.parse(text) as Answer;
    });
    return answer;
  };
  await repeat(times, async () => {
    const { ChallengeParameters: question = {} } = await ask("InitiateAuth", {
      ClientId: "web",
      AuthFlow: "USER_SRP_AUTH",
      AuthParameters: { USERNAME: user.email, SRP_A: client.publicHex },
    });
    const { AuthenticationResult } = await ask("RespondToAuthChallenge", {
      ClientId: "web",
      ChallengeName: "PASSWORD_VERIFIER",
      ChallengeResponses: client.answer(question, user.password),
    });
    if (AuthenticationResult === undefined) throw new Error("The pool let nobody in.");
  });
  return spent;
}

async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user: own, system } = process.cpuUsage(before);
  return (own + system) / 1_000;
}

async function repeat(times: number, work: () => Promise<unknown>): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) await work();
}
