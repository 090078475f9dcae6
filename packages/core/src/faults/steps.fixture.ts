import { allPhotos } from "../invariants.fixture.ts";
import { drain } from "../ports/drain.fixture.ts";
import { testImage } from "../ports/image-processor.memory.ts";
import { StorageFull } from "../ports/port-errors.ts";
import { sha256 } from "../ports/sha256.memory.ts";
import { anonymous } from "../shared/actor.ts";
import { Unavailable } from "../shared/errors.ts";
import type { PhotoId } from "../shared/ids.ts";
import { announce, tokenIn, type World } from "../world.fixture.ts";
import type { Memo, Step } from "./fault-scenario.fixture.ts";

export const bytes = testImage(900, 600, { camera: { make: "Fault" } });
export const announced = { ...announce(bytes), sha256: sha256(bytes) };
export const inParts = { ...announced, upload: "multipart" } as const;
export const idempotency = { keyHash: "key", bodyHash: "body" };
export const idOf = ({ photo }: Memo): PhotoId => photo as PhotoId;

export const begin: Step = async ({ tintype }, { ana }, memo) => {
  memo.photo = (await tintype.photos.beginUpload(ana, announced, { idempotency })).photo.id;
};
export const trash: Step = ({ tintype }, { ana }, memo) => tintype.photos.trashPhoto(ana, idOf(memo));
export const restore: Step = ({ tintype }, { ana }, memo) => tintype.photos.restorePhoto(ana, idOf(memo));
export const purge: Step = ({ tintype }, { ana }, memo) => tintype.photos.purgePhoto(ana, idOf(memo));
export const workOff: Step = async ({ tintype, ports }) => {
  const { troubles } = await drain(tintype, ports);
  const unexpected = troubles.find((trouble) => !(trouble instanceof Unavailable || trouble instanceof StorageFull));
  if (unexpected !== undefined) throw unexpected;
};
export const share: Step = async ({ tintype }, { ana }, memo) => {
  const wanted = { password: "sesame", download: "original" } as const;
  const made = await tintype.shares.createShare(ana, idOf(memo), wanted, { idempotency });
  memo.share = made.share.id;
  memo.token = tokenIn(made.url);
};
export const shareCopy: Step = async ({ tintype }, { ana }, memo) => {
  const made = await tintype.shares.createShare(ana, idOf(memo), { download: "copy" }, { idempotency });
  memo.share = made.share.id;
};
export const open: Step = async ({ tintype }, _, memo) => {
  const { grant } = await tintype.shares.openShare(anonymous, memo.token ?? "", { password: "sesame" });
  memo.guest = await tintype.shares.identifyGuest(grant);
};
export const makeKey: Step = async ({ tintype }, { ana }, memo) => {
  const once = { idempotency: { ...idempotency, keyHash: "key of a program" } };
  const made = await tintype.apiKeys.createApiKey(ana, { name: "Frame", scopes: ["photos:read"] }, once);
  memo.apiKey = made.apiKey.id;
  memo.key = made.key;
};
export const takeAlong: Step = async ({ tintype }, { ana }, memo) => {
  memo.takeout = (await tintype.exports.beginExport(ana)).id;
};

/** Puts bytes where a program with temporary credentials would. */
export const putIncoming = async ({ ports, ana }: World): Promise<void> => {
  const place = { area: "incoming", key: `u/${ana.userId}/a.jpg` } as const;
  await ports.blobs.put(place, bytes, { bytes: bytes.length });
};
export const ready = async (world: World, memo: Memo): Promise<void> => {
  memo.photo = (await world.develop(bytes)).id;
};
export const shared = async (world: World, memo: Memo): Promise<void> => {
  await ready(world, memo);
  await share(world, world, memo);
};
export const states = async (world: World) => (await allPhotos(world)).map(({ state }) => state);
