import { describe, expect, it } from "vitest";
import { plus, seconds } from "../shared/instant.ts";
import { createManualClock } from "./clock.fixture.ts";
import { failuresOf } from "./contract-runner.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { type CredentialBrokerFixture, describeCredentialBroker } from "./credential-broker.contract.ts";
import { createMemoryCredentialBroker } from "./credential-broker.memory.ts";
import type { CredentialBroker } from "./credential-broker.ts";
import { ben } from "./entities.fixture.ts";

type Sabotage = (sound: CredentialBroker) => CredentialBroker;

const opening = (sabotage: Sabotage) => async (): Promise<CredentialBrokerFixture & AsyncDisposable> => {
  const clock = createManualClock();
  const memory = createMemoryCredentialBroker({ clock });
  return {
    credentials: sabotage(memory),
    now: clock.now,
    ownerOf: async ({ accessKeyId, sessionToken }) => memory.lookUp(accessKeyId, sessionToken)?.owner,
    [Symbol.asyncDispose]: async () => {},
  };
};

describeCredentialBroker(
  { describe, it, expect },
  "memory",
  opening((sound) => sound),
);

/** Brokers that each do one thing wrong, by the behaviour that gives them away. */
const broken: readonly (readonly [behaviour: string, what: string, Sabotage])[] = [
  [
    "gives what an SDK needs, in texts that go into headers",
    "a token with a line break",
    (sound) => ({
      issue: async (request) => {
        const issued = await sound.issue(request);
        return { ...issued, sessionToken: `${issued.sessionToken}\n` };
      },
    }),
  ],
  [
    "gives others each time, also to the same person",
    "one secret for everybody",
    (sound) => ({ issue: async (request) => ({ ...(await sound.issue(request)), secretAccessKey: "-".repeat(40) }) }),
  ],
  [
    "gives everybody their own, and none of somebody else's",
    "the same person for everybody",
    (sound) => ({ issue: (request) => sound.issue({ ...request, owner: ben }) }),
  ],
  [
    "ends them with their lifetime, and never later",
    "a minute of grace",
    (sound) => ({
      issue: async (request) => {
        const issued = await sound.issue(request);
        return { ...issued, expiresAt: plus(issued.expiresAt, seconds(60)) };
      },
    }),
  ],
  [
    "ends them with their lifetime, and never later",
    "the same time for everybody",
    (sound) => ({ issue: (request) => sound.issue({ ...request, lifetime: seconds(900) }) }),
  ],
  [
    "gives them to whoever has signed out everywhere before, too",
    "nothing for them",
    (sound) => ({
      issue: async (request) => {
        if (request.signedOutAt !== undefined) throw new Error("They have left.");
        return sound.issue(request);
      },
    }),
  ],
  [
    "gives nothing to a caller who has given up",
    "no look at the signal",
    (sound) => ({ issue: (request) => sound.issue(request) }),
  ],
];

describe("the contract of CredentialBroker", () => {
  it.each(broken)('where it says "%s" catches %s', async (behaviour, _, sabotage) => {
    const suite = (runner: ContractRunner) => describeCredentialBroker(runner, "broken", opening(sabotage));
    expect(await failuresOf(expect, suite, [behaviour])).toEqual([behaviour]);
  });
});
