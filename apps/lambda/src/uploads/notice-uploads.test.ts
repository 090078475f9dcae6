import { createTintype } from "@tintype/core";
import { anAccount, ana, createMemoryPorts, testImage } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { s3Notification, s3TestEvent, sqsRecord } from "../events.fixture.ts";
import { noticeUploads } from "./notice-uploads.ts";

const bytes = testImage(60, 40);

/** A photo of Ana's that was announced, and what a notice of its bytes does. */
async function announced() {
  const ports = createMemoryPorts();
  const tintype = createTintype(ports);
  const told: unknown[] = [];
  const notice = noticeUploads({
    tintype,
    bucket: "incoming",
    logger: { told: (_, details) => void told.push(details) },
  });
  const hear = (body: unknown) => notice(sqsRecord({ id: "1", body }), { signal: new AbortController().signal });
  const actor = { kind: "user", userId: ana } as const;
  await ports.accounts.save({ after: anAccount({ id: ana }), events: [] });
  const announcement = { fileName: "a.jpg", contentType: "image/jpeg", bytes: bytes.length };
  const { photo, upload } = await tintype.photos.beginUpload(actor, announcement);
  if (upload?.kind !== "put") throw new Error("There is no ticket.");
  const stored = await ports.photos.get(photo.id);
  const send = () => ports.tickets.send({ ...upload, body: bytes });
  const state = async () => (await ports.photos.get(photo.id))?.state;
  return { ports, tintype, actor, told, hear, send, state, id: photo.id, key: stored?.upload.key ?? "" };
}

describe(noticeUploads, () => {
  it("takes note of bytes that have arrived, once", async () => {
    const { hear, send, state, key, ports, id } = await announced();
    await send();
    await hear(s3Notification("incoming", key));
    expect(await state()).toBe("uploaded");
    const before = await ports.photos.get(id);
    await hear(s3Notification("incoming", key));
    await hear(s3Notification("incoming", key, "ffffffffffffffffffffffffffffffff"));
    expect(await ports.photos.get(id)).toEqual(before);
  });

  it.each([
    ["the test event", () => s3TestEvent("incoming")],
    ["another bucket", (key: string) => s3Notification("media", key)],
    [
      "a removal",
      (key: string) =>
        JSON.parse(
          JSON.stringify(s3Notification("incoming", key)).replace("ObjectCreated:Put", "ObjectRemoved:Delete"),
        ),
    ],
    ["bytes that somebody put there with credentials", () => s3Notification("incoming", `u/${ana}/Ferien Ü+1.jpg`)],
    ["a key that nobody made", () => s3Notification("incoming", "t/nothing/here")],
  ])("leaves %s alone", async (_, notification) => {
    const { hear, send, state, key, told } = await announced();
    await send();
    await hear(notification(key));
    expect([await state(), told]).toEqual(["initiated", []]);
  });

  it("says so, and no more, when it is too late", async () => {
    const { hear, told, key, id, tintype, actor } = await announced();
    await hear(s3Notification("incoming", key));
    expect(told).toEqual([{ photo: id, code: "upload_missing" }]);
    await tintype.photos.purgePhoto(actor, id);
    await hear(s3Notification("incoming", key));
    expect(told).toHaveLength(2);
  });

  it("wants to hear again of what it could not note, or does not understand", async () => {
    const { hear, key, ports } = await announced();
    const tintype = createTintype({
      ...ports,
      photos: { ...ports.photos, get: async () => Promise.reject(new Error("no answer")) },
    });
    const notice = noticeUploads({ tintype, bucket: "incoming", logger: { told: () => {} } });
    const record = sqsRecord({ id: "1", body: s3Notification("incoming", key) });
    await expect(notice(record, { signal: new AbortController().signal })).rejects.toThrow("no answer");
    await expect(hear("not JSON")).rejects.toThrow();
    await expect(hear({ Records: [{ eventName: "ObjectCreated:Put" }] })).rejects.toThrow();
  });
});
