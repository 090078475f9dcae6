import type { UploadRequest } from "../photos/index.ts";
import { testImage } from "../ports/image-processor.memory.ts";
import { elementOf, nothing } from "../ports/multipart-uploads-probes.fixture.ts";
import type { FaultScenarios, Step } from "./fault-scenario.fixture.ts";
import {
  announced,
  begin,
  bytes,
  idempotency,
  idOf,
  inParts,
  putIncoming,
  ready,
  states,
  trash,
  workOff,
} from "./steps.fixture.ts";

/** Bytes go straight to the store: nothing of ours is in their way. */
const send: Step = async (_, { tintype, ana, send }) => {
  const { upload } = await tintype.photos.beginUpload(ana, announced, { idempotency });
  if (upload !== undefined) await send(upload, bytes);
};
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
const confirm: Step = ({ tintype }, { ana }, memo) => tintype.photos.confirmUpload(ana, idOf(memo));
const takeIncoming: Step = async ({ tintype }, { ana }, memo) => {
  const input = { incomingKey: `u/${ana.userId}/a.jpg` };
  memo.photo = (await tintype.photos.uploadIncoming(ana, input, { idempotency })).photo.id;
};
const sendWhole =
  (body: Uint8Array): Step =>
  async ({ tintype }, { ana }, memo) => {
    memo.photo = (await tintype.photos.uploadPhoto(ana, body, {}, { idempotency })).photo.id;
  };

/** All ways in which a photo comes. */
export const uploadScenarios: FaultScenarios = {
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
  "abandoning what is on its way": {
    given: async (world, memo) => {
      memo.photo = (await world.upload(bytes)).id;
    },
    steps: [trash, workOff],
    finds: states,
    expected: ["purged"],
  },
};
