import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { CreateMultipartUploadCommand, PutObjectCommand, UploadPartCommand } from "@aws-sdk/client-s3";
import { days, minutes, seconds } from "@tintype/core";
import { aPhoto } from "@tintype/core/testing";
import { s3Notification, sqsRecord, streamRecord } from "../events.fixture.ts";
import type { Asked, Body, Installation } from "../flow/installation.fixture.ts";
import { postConfirmationEvent, preTokenEvent } from "../triggers/triggers.fixture.ts";

/** Somebody at the pool, as its triggers hear of them. */
export interface Person {
  readonly username: string;
  readonly sub: string;
  readonly email: string;
}

/** A pool, and who has come to it. */
export interface Pool {
  readonly userPoolId: string;
  readonly people: readonly [Person, Person, Person];
  /** Somebody leaves there, and tells nobody. */
  readonly remove: (person: Person) => Promise<void>;
}

const image = await readFile(new URL("../../../dev-server/pages/sample.jpg", import.meta.url));
const MiB = 2 ** 20;
const region = "us-east-1";

/**
 * Everything that functions are there for happens once, at least: to Ana, who leaves with all that she has, to Ben, of whose
 * departure nobody hears for two days, and to Cleo, who stays until she leaves the pool.
 */
export async function doEverything(installation: Installation, { userPoolId, people, remove }: Pool): Promise<void> {
  const [ana, ben, cleo] = people;
  const { account, environment, functions, issuer, sources, resultOf, ask, keysIn, start } = installation;
  const incoming = environment["TINTYPE_INCOMING_BUCKET"] ?? "";
  const notice = (key: string) => ({ Records: [sqsRecord({ id: "1", body: s3Notification(incoming, key) })] });
  const expectStatus = async (status: number, line: string, asked?: Asked): Promise<Body> => {
    const answer = await ask(line, asked);
    if (answer.status !== status) throw new Error(`${line}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };

  /** A token of somebody's, good from so many days on. */
  async function tokenOf({ sub, email }: Person, later = 0): Promise<string> {
    const event = preTokenEvent();
    const request = { ...event.request, userAttributes: { ...event.request.userAttributes, sub, email } };
    const { response } = await resultOf("pre-token", { ...event, region, userPoolId, request });
    const claims = response.claimsAndScopeOverrideDetails.accessTokenGeneration.claimsToAddOrOverride;
    const iss = `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
    const now = Math.floor((Date.now() + later) / 1_000);
    return `Bearer ${issuer.token({ iss, sub, ...claims, iat: now, auth_time: now, exp: now + 3_600 })}`;
  }

  // Ana confirms her address, and Cognito asks twice; of the others' confirmation nobody has heard.
  const attributes = { ...postConfirmationEvent().request.userAttributes, sub: ana.sub, email: ana.email };
  for (const event of [postConfirmationEvent(attributes), postConfirmationEvent(attributes)]) {
    await resultOf("post-confirmation", { ...event, region, userPoolId });
  }
  const as = { ana: await tokenOf(ana), ben: await tokenOf(ben), cleo: await tokenOf(cleo) };
  await sources.settle();

  /** A photo that is announced, and sent. */
  async function send(authorization: string, said: object = {}, bytes: Uint8Array = image): Promise<Body> {
    const json = { fileName: "a.jpg", contentType: "image/jpeg", bytes: bytes.length, ...said };
    const { photo, upload } = await expectStatus(201, "POST /api/photos", { json, authorization });
    const { url, method, headers } = upload;
    await fetch(url, { method, headers, body: Buffer.from(bytes) });
    return photo;
  }

  /** One that is announced to come in parts, with so many of its two parts sent. */
  async function sendParts(authorization: string, parts: number): Promise<Body> {
    const bytes = Buffer.alloc(6 * MiB, "not a picture");
    const json = { fileName: "b.jpg", contentType: "image/jpeg", bytes: bytes.length, upload: "multipart" };
    const { photo } = await expectStatus(201, "POST /api/photos", { json, authorization });
    const upload = await expectStatus(200, `GET /api/photos/${photo.id}/upload`, { authorization });
    for (const { url, number } of upload.parts.slice(0, parts)) {
      const body = bytes.subarray((number - 1) * upload.partBytes, number * upload.partBytes);
      await fetch(url, { method: "PUT", body });
    }
    return photo;
  }

  const developed = async (authorization: string, said?: object): Promise<Body> => {
    const photo = await send(authorization, said);
    const key = (await keysIn("INCOMING")).find((name) => name.includes(photo.id.toLowerCase())) ?? "";
    await resultOf("on-upload", notice(key));
    await sources.settle();
    await resultOf("on-upload", notice(key));
    return expectStatus(200, `GET /api/photos/${photo.id}`, { authorization });
  };

  // Photos by every way; some are none.
  const sha256 = createHash("sha256").update(image).digest("hex");
  const photo = await developed(as.ana, { sha256 });
  const bytes = Buffer.concat([image, Buffer.from("!")]);
  const contentType = { "content-type": "image/jpeg" };
  await expectStatus(201, "POST /api/photos", {
    bytes,
    headers: { ...contentType, "idempotency-key": "one" },
    authorization: as.ana,
  });
  await expectStatus(201, "POST /api/photos", {
    bytes,
    headers: { ...contentType, "idempotency-key": "one" },
    authorization: as.ana,
  });
  const broken = await sendParts(as.ana, 2);
  await expectStatus(202, `POST /api/photos/${broken.id}/upload/complete`, { authorization: as.ana });
  await expectStatus(204, `DELETE /api/photos/${(await sendParts(as.ana, 1)).id}/upload`, { authorization: as.ana });
  await expectStatus(204, `DELETE /api/photos/${(await sendParts(as.ana, 1)).id}?purge=true`, {
    authorization: as.ana,
  });
  await sendParts(as.cleo, 2);
  await sendParts(as.cleo, 1);
  await send(as.cleo);
  // Known bytes are thrown away again; a part is taken back by the client itself; bytes are told of before they have come.
  await expectStatus(200, "POST /api/photos", { bytes: image, headers: contentType, authorization: as.ana });
  const begun = await sendParts(as.ana, 1);
  const { uploadId } = await expectStatus(200, `GET /api/photos/${begun.id}/upload`, { authorization: as.ana });
  const line = `POST /api/photos/${begun.id}/upload/sign`;
  const signed = await expectStatus(200, line, { json: { method: "DELETE", uploadId }, authorization: as.ana });
  await fetch(signed.url, { method: "DELETE", headers: signed.headers ?? {} });
  const early = { fileName: "a.jpg", contentType: "image/jpeg", bytes: 1 };
  const { photo: awaited } = await expectStatus(201, "POST /api/photos", { json: early, authorization: as.cleo });
  await resultOf("on-upload", notice(`t/${awaited.id}/${awaited.id}`.toLowerCase()));

  // What lies in the bucket by somebody's own credentials.
  await expectStatus(201, "POST /api/credentials", { authorization: as.ana });
  const { id: anaId } = await expectStatus(200, "GET /api/me", { authorization: as.ana });
  const { id: benId } = await expectStatus(200, "GET /api/me", { authorization: as.ben });
  for (const id of [anaId, benId]) {
    const place = { Bucket: incoming, Key: `u/${id}/c.jpg` };
    await account.s3.send(new PutObjectCommand({ ...place, Body: image }));
    const begun = { Bucket: incoming, Key: `u/${id}/never.jpg` };
    const { UploadId } = await account.s3.send(new CreateMultipartUploadCommand(begun));
    await account.s3.send(new UploadPartCommand({ ...begun, UploadId, PartNumber: 1, Body: "part" }));
  }
  await expectStatus(201, "POST /api/photos", { json: { incomingKey: `u/${anaId}/c.jpg` }, authorization: as.ana });
  await expectStatus(404, "POST /api/photos", { json: { incomingKey: `u/${anaId}/none.jpg` }, authorization: as.ana });
  await sources.settle();

  // What people do with their photos.
  for (const [status, line, json] of [
    [200, "PATCH /api/me", { displayName: "Ana" }],
    [200, "GET /api/photos?tag=sea", undefined],
    [200, "GET /api/photos/months", undefined],
    [200, `PATCH /api/photos/${photo.id}`, { title: "Sea" }],
    [200, "POST /api/photos/batch", { ids: [photo.id], action: "tag", tags: ["sea"] }],
    [204, `DELETE /api/photos/${photo.id}`, undefined],
    [200, `POST /api/photos/${photo.id}/restore`, undefined],
    [302, `GET /api/photos/${photo.id}/original`, undefined],
  ] as const) {
    await expectStatus(status, line, { json, authorization: as.ana });
  }

  // Links, and guests.
  async function share(authorization: string, id: string): Promise<Body> {
    const json = { password: "sesame", download: "copy" };
    const link = await expectStatus(201, `POST /api/photos/${id}/share`, { json, authorization });
    const path = `/s/${link.url.split("/").at(-1)}`;
    await sources.settle();
    await expectStatus(200, `GET ${path}`, { headers: { accept: "application/json" } });
    await expectStatus(401, `POST ${path}/open`, { json: { password: "wrong" } });
    const { grant } = await expectStatus(200, `POST ${path}/open`, { json: { password: "sesame" } });
    await expectStatus(200, `GET ${path}/photos`, { authorization: `Share ${grant}` });
    await expectStatus(302, `GET ${path}/photos/${id}/download`, { authorization: `Share ${grant}` });
    await expectStatus(200, "GET /api/shares", { authorization });
    await expectStatus(200, `PATCH /api/shares/${link.share.id}`, { json: { note: "for you" }, authorization });
    return link.share;
  }
  const link = await share(as.ana, photo.id);
  await expectStatus(204, `DELETE /api/shares/${link.id}`, { authorization: as.ana });
  await share(as.ana, photo.id);

  // Programs.
  for (const authorization of [as.ana, as.ben]) {
    const json = { name: "frame", scopes: ["photos:read"] };
    const made = await expectStatus(201, "POST /api/api-keys", { json, authorization });
    await expectStatus(200, "GET /api/partner/photos", { headers: { "x-api-key": made.secret ?? made.key } });
    await expectStatus(200, "GET /api/api-keys", { authorization });
  }

  // Everything to take along; a later one replaces it.
  await expectStatus(202, "POST /api/me/export", { authorization: as.ana });
  await sources.settle();
  const nextWeek = await start("http", later(days(8)));
  await expectStatus(202, "POST /api/me/export", { authorization: await tokenOf(ana, days(8)), by: nextWeek });
  await sources.settle();

  // Ben has it all, too.
  const bens = await developed(as.ben);
  await share(as.ben, bens.id);
  await expectStatus(202, "POST /api/me/export", { authorization: as.ben });
  await sources.settle();
  await expectStatus(204, `DELETE /api/photos/${(await developed(as.ana)).id}?purge=true`, { authorization: as.ana });

  // Cleo throws a photo away. Ana signs out everywhere, comes back and leaves with everything, and Ben leaves while nobody
  // works off the queues.
  await expectStatus(204, `DELETE /api/photos/${(await developed(as.cleo)).id}`, { authorization: as.cleo });
  await developed(as.ana);
  await expectStatus(204, "POST /api/me/sign-out-everywhere", { authorization: as.ana });
  await expectStatus(401, "GET /api/me", { authorization: as.ana });
  await expectStatus(202, "DELETE /api/me", { authorization: await tokenOf(ana, seconds(2)) });
  await sources.settle();
  await expectStatus(202, "DELETE /api/me", { authorization: as.ben });

  // What was left behind, and what goes wrong.
  await leaveDebris(installation, photo.id);
  await goWrong(functions, resultOf, notice("t/nothing/here"));

  // Somebody looks after it: today, when it is too late for some, and when tombstones go.
  await resultOf("on-schedule", { task: "reconcile" });
  for (const time of [days(2), days(40), days(80)]) {
    const scheduled = await start("on-schedule", later(time));
    // Its deadline is said in our time.
    for (const task of ["reconcile", "sweep"]) await resultOf(scheduled, { task }, time + minutes(2));
    await sources.settle();
  }

  // Cleo signs out everywhere, and then leaves, at the pool itself.
  const hear = (did: string) => ({ task: "hear", did, subject: cleo.sub, at: new Date().toISOString() });
  await resultOf("on-schedule", hear("GlobalSignOut"));
  await expectStatus(401, "GET /api/me", { authorization: as.cleo });
  await remove(cleo);
  await resultOf("on-schedule", hear("DeleteUser"));
  await sources.settle();
  await expectStatus(401, "GET /api/me", { authorization: as.cleo });
}

/** A process whose clock goes before ours. */
const later = (milliseconds: number): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(
    `const Real = Date; globalThis.Date = class extends Real { constructor(...a) { a.length ? super(...a) : super(Real.now() + ${milliseconds}); } static now() { return Real.now() + ${milliseconds}; } };`,
  )}`,
});

/** Bytes that nobody refers to, of a photo that is there and of one that is not; and the event that has it developed comes again. */
async function leaveDebris({ account, environment, resultOf }: Installation, photo: string): Promise<void> {
  const gone = "01k9zzzzzzzzzzzzzzzzzzzzzz";
  for (const [area, keys] of [
    ["INCOMING", [`t/${gone}/x`, `t/${photo.toLowerCase()}/x`]],
    ["ORIGINALS", [`o/${gone}/x.jpg`]],
    ["MEDIA", [`p/${gone}/x/thumb.webp`, `c/${gone}/x.jpg`]],
  ] as const) {
    const Bucket = environment[`TINTYPE_${area}_BUCKET`];
    for (const Key of keys) await account.s3.send(new PutObjectCommand({ Bucket, Key, Body: "debris" }));
  }
  const body = {
    type: "photo_uploaded",
    id: `${gone.toUpperCase()}#1#0`,
    at: "2026-11-20T09:30:00.000Z",
    photo: gone.toUpperCase(),
    owner: gone.toUpperCase(),
  };
  await resultOf("imaging", { Records: [sqsRecord({ id: "1", body, group: gone })] }, minutes(2));
}

/** Messages that nobody can read are put back; an event that nobody knows is buried; other systems hear of a photo. */
async function goWrong(
  functions: Installation["functions"],
  resultOf: Installation["resultOf"],
  unclaimed: object,
): Promise<void> {
  await resultOf("on-upload", unclaimed);
  for (const name of ["on-upload", "imaging", "mail", "purge", "publish"] as const) {
    await resultOf(functions[name], { Records: [sqsRecord({ id: "1", body: "unreadable", group: "one" })] });
  }
  const strange = streamRecord({
    sequence: 1,
    after: { document: aPhoto(), events: [{ type: "photo_danced", id: "01#1#1" }] },
  });
  await resultOf("on-table-changed", { Records: [strange] });
}
