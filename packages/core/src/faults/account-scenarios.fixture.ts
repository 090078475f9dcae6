import { ApiKeyNotFound } from "../api-keys/api-key-errors.ts";
import { codeOf } from "../ports/code-of.fixture.ts";
import { system } from "../shared/actor.ts";
import type { ApiKeyId } from "../shared/ids.ts";
import type { World } from "../world.fixture.ts";
import type { FaultScenarios } from "./fault-scenario.fixture.ts";
import {
  idempotency,
  inParts,
  makeKey,
  purge,
  putIncoming,
  shared,
  takeAlong,
  trash,
  workOff,
} from "./steps.fixture.ts";

/** A token of Ana's, and how she is met who comes with it. */
const tokenOf = ({ ports }: World) => ({
  issuer: "https://pool.example",
  subject: "user-1",
  issuedAt: ports.clock.now(),
});
const welcomeOf = (world: World, token = tokenOf(world)) => codeOf(world.tintype.accounts.identifyCaller(token));
const emailOf = async ({ ports, ana }: World) => (await ports.accounts.get(ana.userId))?.email;
const mailedTo = ({ ports }: World) => ports.mailer.sent.map(({ to }) => to).toSorted();

/** What becomes of people, and of what is theirs besides photos. */
export const accountScenarios: FaultScenarios = {
  "registering, with the welcome mail": {
    steps: [
      ({ tintype }) => {
        const identity = { issuer: "https://pool.example", subject: "cleo" };
        return tintype.accounts.registerAccount(system, { identity, email: "cleo@example.com" });
      },
      workOff,
    ],
    finds: async (world) => mailedTo(world),
    expected: ["ana@example.com", "ben@example.com", "cleo@example.com"],
    expectedWithoutEvent: ["ana@example.com", "ben@example.com"],
  },
  "renaming oneself": {
    steps: [({ tintype }, { ana }) => tintype.accounts.editAccount(ana, { displayName: "Anna" })],
    finds: async ({ tintype, ana }) => (await tintype.accounts.getAccount(ana)).displayName,
    expected: "Anna",
  },
  "moving to another address": {
    steps: [({ tintype }, { ana }) => tintype.accounts.changeAddress(system, ana.userId, "anna@example.com")],
    finds: async (world) => [await emailOf(world), mailedTo(world)],
    expected: ["anna@example.com", ["ben@example.com"]],
  },
  "shutting somebody out": {
    steps: [({ tintype }, { ana }) => tintype.accounts.disableAccount(system, ana.userId)],
    finds: async (world) => [await welcomeOf(world), (await world.ports.identities.lookUp("user-1"))?.enabled],
    expected: ["account_disabled", false],
  },
  "shutting somebody out and letting them in again": {
    steps: [
      ({ tintype }, { ana }) => tintype.accounts.disableAccount(system, ana.userId),
      ({ tintype }, { ana }) => tintype.accounts.enableAccount(system, ana.userId),
    ],
    finds: async (world) => [await welcomeOf(world), (await world.ports.identities.lookUp("user-1"))?.enabled],
    expected: ["resolved", true],
  },
  "signing out everywhere": {
    given: async ({ ports }, memo) => {
      memo.session = ports.identities.signIn("ana@example.com");
    },
    steps: [({ tintype }, { ana }) => tintype.accounts.signOutEverywhere(system, ana.userId)],
    finds: async (world, { session }) => {
      const signedOutAt = (await world.ports.accounts.get(world.ana.userId))?.signedOutAt;
      const earlier = { ...tokenOf(world), ...(signedOutAt && { issuedAt: signedOutAt }) };
      return [await welcomeOf(world, earlier), await welcomeOf(world), await session?.refresh()];
    },
    expected: ["signed_out", "resolved", undefined],
  },
  "making a key, calling with it and revoking it": {
    steps: [
      makeKey,
      ({ tintype }, _, { key = "" }) => tintype.apiKeys.identifyProgram(key),
      async ({ tintype }, { ana }, { apiKey }) => {
        const revoking = tintype.apiKeys.revokeApiKey(ana, apiKey as ApiKeyId);
        // What is repeated may have been done.
        await revoking.catch((error: unknown) => {
          if (!(error instanceof ApiKeyNotFound)) throw error;
        });
      },
    ],
    finds: async ({ tintype, ana }, { key = "" }) => [
      await tintype.apiKeys.listApiKeys(ana),
      await codeOf(tintype.apiKeys.identifyProgram(key)),
    ],
    expected: [[], "api_key_not_valid"],
  },
  "packing everything to take along": {
    given: async (world, memo) => {
      await shared(world, memo);
      await trash(world, world, { photo: (await world.develop(world.picture())).id });
    },
    steps: [takeAlong, workOff],
    finds: async ({ ports, ana }) => {
      const { state, volumes = [] } = (await ports.accounts.get(ana.userId))?.dataExport ?? {};
      const heads = volumes.map(({ key }) => ports.blobs.head({ area: "media", key }));
      return [state, (await Promise.all(heads)).map((head) => head !== undefined)];
    },
    expected: ["ready", [true]],
  },
  "deleting an account": {
    given: async (world, memo) => {
      const { tintype, ana } = world;
      await shared(world, memo);
      await world.develop(world.picture());
      await purge(world, world, memo);
      await tintype.photos.beginUpload(ana, inParts, { idempotency: { ...idempotency, keyHash: "other" } });
      await putIncoming(world);
      await tintype.exports.beginExport(ana);
      await tintype.apiKeys.createApiKey(ana, { name: "Frame", scopes: ["photos:read"] });
    },
    steps: [
      ({ tintype }, { ana }) => tintype.accounts.deleteAccount(system, ana.userId),
      workOff,
      ({ tintype }) => tintype.sweep(),
    ],
    finds: async ({ ports, ana }) => ({
      account: await ports.accounts.get(ana.userId),
      identity: await ports.identities.lookUp("user-1"),
      photos: await ports.photos.ofOwner(ana.userId, 10),
      keys: await ports.apiKeys.ofOwner(ana.userId, 10),
      usage: await ports.usage.usage(ana.userId),
      mails: ports.mailer.sent.map(({ to }) => to),
    }),
    expected: {
      account: undefined,
      identity: undefined,
      photos: [],
      keys: [],
      usage: { photos: 0, bytes: 0 },
      mails: ["ben@example.com"],
    },
  },
};
