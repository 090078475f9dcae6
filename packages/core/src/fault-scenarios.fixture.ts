import { ApiKeyNotFound } from "./api-keys/api-key-errors.ts";
import type { Tintype } from "./create-tintype.ts";
import { allPhotos } from "./invariants.fixture.ts";
import type { UploadRequest } from "./photos/index.ts";
import { codeOf } from "./ports/code-of.fixture.ts";
import { drain } from "./ports/drain.fixture.ts";
import { testImage } from "./ports/image-processor.memory.ts";
import { elementOf, nothing } from "./ports/multipart-uploads-probes.fixture.ts";
import type { MemoryPorts } from "./ports/ports.memory.ts";
import { sha256 } from "./ports/sha256.memory.ts";
import { type Actor, anonymous, system } from "./shared/actor.ts";
import { Unavailable } from "./shared/errors.ts";
import type { ApiKeyId, PhotoId, ShareId } from "./shared/ids.ts";
import { days } from "./shared/instant.ts";
import { announce, type World } from "./world.fixture.ts";

/** Tintype and its ports as the process has them that the fault happens to. */
interface Process {
  readonly tintype: Tintype;
  readonly ports: MemoryPorts;
}

/** What one step found out, for those after it. */
export interface Memo {
  photo?: PhotoId;
  share?: ShareId;
  token?: string;
  guest?: Actor;
  apiKey?: ApiKeyId;
  key?: string;
}

export interface FaultScenario {
  /** Happens before anything goes wrong. */
  readonly given?: (world: World, memo: Memo) => Promise<void>;
  /** What a client or a worker does, one thing after another; it repeats the one that failed, with the same key. */
  readonly steps: readonly ((process: Process, world: World, memo: Memo) => Promise<unknown>)[];
  /** What is found after recovery, where nobody gave up. */
  readonly finds: (world: World, memo: Memo) => Promise<unknown>;
  readonly expected: unknown;
}

type Step = FaultScenario["steps"][number];

const bytes = testImage(900, 600, { camera: { make: "Fault" } });
const announced = { ...announce(bytes), sha256: sha256(bytes) };
const idempotency = { keyHash: "key", bodyHash: "body" };
const idOf = ({ photo }: Memo): PhotoId => photo as PhotoId;

const begin: Step = async ({ tintype }, { ana }, memo) => {
  memo.photo = (await tintype.photos.beginUpload(ana, announced, { idempotency })).photo.id;
};
/** Bytes go straight to the store: nothing of ours is in their way. */
const send: Step = async (_, { tintype, ana, send }) => {
  const { upload } = await tintype.photos.beginUpload(ana, announced, { idempotency });
  if (upload !== undefined) await send(upload, bytes);
};
const inParts = { ...announced, upload: "multipart" } as const;
const beginParts: Step = async ({ tintype }, { ana }, memo) => {
  memo.photo = (await tintype.photos.beginUpload(ana, inParts, { idempotency })).photo.id;
};
/** The upload that the server began, which was interrupted. */
const resume: Step = async ({ tintype }, { ana, send }, memo) => {
  await send(await tintype.photos.resumeUpload(ana, idOf(memo)), bytes);
};
/** An upload that the client begins by itself, as Uppy does. */
const sendByItself: Step = async ({ tintype }, { ana, ports }, memo) => {
  const sign = (request: UploadRequest) => tintype.photos.signUploadRequest(ana, idOf(memo), request);
  const ask = async (request: UploadRequest, body: Uint8Array) =>
    ports.multipart.send({ method: request.method, headers: {}, url: (await sign(request)).url, body });
  const { text } = await ask({ method: "POST" }, nothing);
  await ask({ method: "PUT", uploadId: elementOf(text, "UploadId"), partNumber: 1 }, bytes);
};
const complete: Step = ({ tintype }, { ana }, memo) => tintype.photos.completeUpload(ana, idOf(memo));
const abandon: Step = ({ tintype }, { ana }, memo) => tintype.photos.abandonUpload(ana, idOf(memo));
const takeIncoming: Step = async ({ tintype }, { ana }, memo) => {
  const input = { incomingKey: `u/${ana.userId}/a.jpg` };
  memo.photo = (await tintype.photos.uploadIncoming(ana, input, { idempotency })).photo.id;
};
const putIncoming = async ({ ports, ana }: World): Promise<void> => {
  const place = { area: "incoming", key: `u/${ana.userId}/a.jpg` } as const;
  await ports.blobs.put(place, bytes, { bytes: bytes.length });
};
const confirm: Step = ({ tintype }, { ana }, memo) => tintype.photos.confirmUpload(ana, idOf(memo));
const trash: Step = ({ tintype }, { ana }, memo) => tintype.photos.trashPhoto(ana, idOf(memo));
const restore: Step = ({ tintype }, { ana }, memo) => tintype.photos.restorePhoto(ana, idOf(memo));
const purge: Step = ({ tintype }, { ana }, memo) => tintype.photos.purgePhoto(ana, idOf(memo));
const sendWhole =
  (body: Uint8Array): Step =>
  async ({ tintype }, { ana }, memo) => {
    memo.photo = (await tintype.photos.uploadPhoto(ana, body, {}, { idempotency })).photo.id;
  };
const workOff: Step = async ({ tintype, ports }) => {
  const { troubles } = await drain(tintype, ports);
  const unexpected = troubles.find((trouble) => !(trouble instanceof Unavailable));
  if (unexpected !== undefined) throw unexpected;
};
const share: Step = async ({ tintype }, { ana }, memo) => {
  const wanted = { password: "sesame", download: "original" } as const;
  const made = await tintype.shares.createShare(ana, idOf(memo), wanted, { idempotency });
  memo.share = made.share.id;
  memo.token = made.url.split("/").at(-1) ?? "";
};
const shareCopy: Step = async ({ tintype }, { ana }, memo) => {
  const made = await tintype.shares.createShare(ana, idOf(memo), { download: "copy" }, { idempotency });
  memo.share = made.share.id;
};
const open: Step = async ({ tintype }, _, memo) => {
  const { grant } = await tintype.shares.openShare(anonymous, memo.token ?? "", { password: "sesame" });
  memo.guest = await tintype.shares.identifyGuest(grant);
};
const revoke: Step = ({ tintype }, { ana }, memo) => tintype.shares.revokeShare(ana, memo.share as ShareId);

const ready = async (world: World, memo: Memo): Promise<void> => {
  memo.photo = (await world.develop(bytes)).id;
};
const shared = async (world: World, memo: Memo): Promise<void> => {
  await ready(world, memo);
  await share(world, world, memo);
};
const states = async (world: World) => (await allPhotos(world)).map(({ state }) => state);

/** Everything that writes. */
export const faultScenarios: Readonly<Record<string, FaultScenario>> = {
  "announcing, sending, confirming and developing": {
    steps: [begin, send, confirm, workOff],
    finds: states,
    expected: ["ready"],
  },
  "announcing, sending in parts after an interruption, and completing": {
    steps: [beginParts, resume, complete, workOff],
    finds: states,
    expected: ["ready"],
  },
  "sending in parts by a client that begins by itself": {
    steps: [beginParts, sendByItself, complete, workOff],
    finds: states,
    expected: ["ready"],
  },
  "abandoning parts": {
    steps: [beginParts, resume, abandon, workOff],
    finds: states,
    expected: ["purged"],
  },
  "bytes that were put into incoming": {
    given: (world) => putIncoming(world),
    steps: [takeIncoming, workOff],
    finds: states,
    expected: ["ready"],
  },
  "a photo that comes with its bytes": {
    steps: [sendWhole(bytes), workOff],
    finds: states,
    expected: ["ready"],
  },
  "bytes that are refused": {
    steps: [sendWhole(testImage(9, 6, { ends: "image_damaged", endsAfter: "preview" })), workOff],
    finds: states,
    expected: ["failed"],
  },
  "bytes that are known and lie in the trash": {
    given: async (world, memo) => {
      await ready(world, memo);
      await trash(world, world, memo);
    },
    steps: [begin, sendWhole(bytes)],
    finds: states,
    expected: ["ready"],
  },
  "trashing and restoring": {
    given: ready,
    steps: [trash, restore],
    finds: states,
    expected: ["ready"],
  },
  "purging a photo that is shared": {
    given: shared,
    steps: [purge, workOff],
    finds: async (world) => [await states(world), (await world.tintype.shares.listShares(world.ana)).items],
    expected: [["purged"], []],
  },
  "abandoning what is on its way": {
    given: async (world, memo) => {
      memo.photo = (await world.upload(bytes)).id;
    },
    steps: [trash, workOff],
    finds: states,
    expected: ["purged"],
  },
  "sharing a copy": {
    given: ready,
    steps: [shareCopy, workOff],
    finds: async (world) => (await allPhotos(world)).map(({ state, copy }) => [state, copy?.state]),
    expected: [["ready", "made"]],
  },
  "changing a link so that a copy may be taken": {
    given: shared,
    steps: [
      ({ tintype }, { ana }, memo) => tintype.shares.changeShare(ana, memo.share as ShareId, { download: "copy" }),
      workOff,
      trash,
      restore,
      workOff,
    ],
    finds: async (world) => (await allPhotos(world)).map(({ state, copy }) => [state, copy?.state]),
    expected: [["ready", "made"]],
  },
  "purging a photo whose copy is wanted": {
    given: async (world, memo) => {
      await ready(world, memo);
      await shareCopy(world, world, memo);
    },
    steps: [workOff, purge, workOff],
    finds: states,
    expected: ["purged"],
  },
  "sharing, opening and revoking": {
    given: ready,
    steps: [share, open, revoke],
    finds: async ({ tintype, ana }, { guest = anonymous, token = "" }) => ({
      links: (await tintype.shares.listShares(ana)).items.map(({ revokedAt }) => revokedAt !== undefined),
      seen: await codeOf(tintype.shares.listSharedPhotos(guest, token)),
      opened: await codeOf(tintype.shares.openShare(anonymous, token, { password: "sesame" })),
    }),
    expected: { links: [true], seen: "share_not_found", opened: "share_not_found" },
  },
  "registering, with the welcome mail": {
    steps: [
      ({ tintype }) => {
        const identity = { issuer: "https://pool.example", subject: "cleo" };
        return tintype.accounts.registerAccount(system, { identity, email: "cleo@example.com" });
      },
      workOff,
    ],
    finds: async ({ ports }) => ports.mailer.sent.map(({ to }) => to).toSorted(),
    expected: ["ana@example.com", "ben@example.com", "cleo@example.com"],
  },
  "making a key, calling with it and revoking it": {
    steps: [
      async ({ tintype }, { ana }, memo) => {
        const made = await tintype.apiKeys.createApiKey(
          ana,
          { name: "Frame", scopes: ["photos:read"] },
          { idempotency },
        );
        memo.apiKey = made.apiKey.id;
        memo.key = made.key;
      },
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
    steps: [({ tintype }, { ana }) => tintype.exports.beginExport(ana), workOff],
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
  "recovery itself": {
    given: async (world, memo) => {
      const { tintype, ports, ana, ben } = world;
      await shared(world, memo);
      await purge(world, world, memo);
      await tintype.photos.beginUpload(ben, announced);
      const begun = await tintype.photos.beginUpload(ben, announced);
      await world.send(begun.upload, bytes);
      await tintype.photos.trashPhoto(ana, (await world.develop()).id);
      ports.clock.advance(days(31));
    },
    steps: [
      async ({ tintype }) => {
        const { troubles } = await tintype.reconcile();
        if (troubles.length > 0) throw troubles[0];
      },
      workOff,
      ({ tintype }) => tintype.sweep(),
    ],
    finds: async (world) => [await states(world), (await world.tintype.shares.listShares(world.ana)).items],
    expected: [["purged", "ready", "purged"], []],
  },
};
