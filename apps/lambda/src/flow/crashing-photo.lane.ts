import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { s3Notification, sqsRecord } from "../events.fixture.ts";
import { postConfirmationEvent, preTokenEvent } from "../triggers/triggers.fixture.ts";
import { noAccount } from "./account.fixture.ts";
import { type Installation, openInstallation } from "./installation.fixture.ts";

const pool = { region: "us-east-1", userPoolId: "us-east-1_AbCdEfGhI" };

describe("a photo that brings the process down which develops it", () => {
  // Fifteen processes are started: the limit only ends what hangs.
  it("is tried three times, fails with the reason at the fourth receive, and leaves nothing behind", {
    timeout: 300_000,
  }, async ({ skip }) => {
    skip(noAccount !== undefined, noAccount);
    await using installation = await openInstallation({ userPoolId: pool.userPoolId });
    const { sources, ask, resultOf, keysIn } = installation;
    const { authorization, owner, photo } = await uploadOne(installation);

    const at = "2026-11-20T09:30:00.000Z";
    const body = { type: "photo_uploaded", id: `${photo.id}#2#0`, at, photo: photo.id, owner };
    const received = (attempt: number) => ({
      Records: [sqsRecord({ id: "1", body, group: photo.id, attempt })],
    });
    for (const attempt of [1, 2, 3]) await dieOf(installation, received(attempt));
    expect((await ask(`GET /api/photos/${photo.id}`, { authorization })).body.state).toBe("uploaded");

    expect(await resultOf("imaging", received(4), 120_000)).toEqual({ batchItemFailures: [] });
    expect((await ask(`GET /api/photos/${photo.id}`, { authorization })).body).toMatchObject({
      state: "failed",
      failure: { code: "image_crashed", detail: expect.stringContaining("every time that it was tried") },
    });
    await sources.settle();
    expect([await keysIn("INCOMING"), await keysIn("ORIGINALS"), await keysIn("MEDIA")]).toEqual([[], [], []]);
    expect((await ask("GET /api/me", { authorization })).body.usage).toMatchObject({ photos: 0, bytes: 0 });
  });
});

/** Ana is there, and her photo's bytes have arrived. */
async function uploadOne({ issuer, environment, resultOf, ask, keysIn }: Installation) {
  await resultOf("post-confirmation", { ...postConfirmationEvent(), ...pool });
  const { response } = await resultOf("pre-token", { ...preTokenEvent(), ...pool });
  const { claimsToAddOrOverride } = response.claimsAndScopeOverrideDetails.accessTokenGeneration;
  const iss = `https://cognito-idp.${pool.region}.amazonaws.com/${pool.userPoolId}`;
  const { sub } = postConfirmationEvent().request.userAttributes;
  const authorization = `Bearer ${issuer.token({ iss, sub, ...claimsToAddOrOverride })}`;
  const image = await readFile(new URL("../../../dev-server/pages/sample.jpg", import.meta.url));
  const json = { fileName: "sample.jpg", contentType: "image/jpeg", bytes: image.length };
  const { photo, upload } = (await ask("POST /api/photos", { json, authorization })).body;
  await fetch(upload.url, { method: upload.method, headers: upload.headers, body: image });
  const [key = ""] = await keysIn("INCOMING");
  const notice = s3Notification(environment["TINTYPE_INCOMING_BUCKET"] ?? "", key);
  await resultOf("on-upload", { Records: [sqsRecord({ id: "1", body: notice })] });
  return { authorization, owner: claimsToAddOrOverride["tintype:user"], photo };
}

/** A process of `imaging` that is killed as soon as it reads the photo's bytes: it gets none, so that it is never too late. */
async function dieOf({ start }: Installation, event: unknown): Promise<void> {
  const storage = createServer();
  storage.listen(0, "127.0.0.1");
  await once(storage, "listening");
  const address = `http://127.0.0.1:${(storage.address() as AddressInfo).port}`;
  const imaging = await start("imaging", { AWS_ENDPOINT_URL_S3: address });
  const invocation = expect(imaging.invoke(event, 120_000)).rejects.toThrow("The function ended");
  const [request] = await once(storage, "request");
  expect(request.method).toBe("GET");
  await imaging[Symbol.asyncDispose]();
  await invocation;
  storage.closeAllConnections();
  storage.close();
}
