import { readFile } from "node:fs/promises";
import { createUrlVerifier, systemClock } from "@tintype/adapters-local";
import { describe, expect, it } from "vitest";
import { s3Notification, sqsRecord } from "../events.fixture.ts";
import { postConfirmationEvent, preSignUpEvent, preTokenEvent } from "../triggers/triggers.fixture.ts";
import { mailedBy, noAccount } from "./account.fixture.ts";
import { type Body, openInstallation } from "./installation.fixture.ts";

const pool = { region: "us-east-1", userPoolId: "us-east-1_AbCdEfGhI" };

describe("the functions as they are deployed, with DynamoDB, S3, SQS, SES and Secrets Manager", () => {
  // Twelve processes are started: the limit only ends what hangs.
  it("take a photo from its sign-up to its end", { timeout: 300_000 }, async ({ skip }) => {
    skip(noAccount !== undefined, noAccount);
    await using installation = await openInstallation({ userPoolId: pool.userPoolId });
    const { account, issuer, environment, sources, publicUrl, resultOf, keysIn } = installation;
    const ask = (line: string, json?: unknown, authorization?: string) =>
      installation.ask(line, { json, authorization });

    // Sign-up, and the welcome mail: once, although Cognito asks twice.
    await resultOf("pre-sign-up", { ...preSignUpEvent(), ...pool });
    await resultOf("post-confirmation", { ...postConfirmationEvent(), ...pool });
    await resultOf("post-confirmation", { ...postConfirmationEvent(), ...pool });
    await sources.settle();
    expect(await mailedBy(account)).toEqual(["ana@example.com"]);

    // A token with our own id.
    const { response } = await resultOf("pre-token", { ...preTokenEvent(), ...pool });
    const { claimsToAddOrOverride } = response.claimsAndScopeOverrideDetails.accessTokenGeneration;
    const iss = `https://cognito-idp.${pool.region}.amazonaws.com/${pool.userPoolId}`;
    const bearer = `Bearer ${issuer.token({ iss, sub: postConfirmationEvent().request.userAttributes["sub"], ...claimsToAddOrOverride })}`;
    const me = await ask("GET /api/me", undefined, bearer);
    expect(me).toMatchObject({
      status: 200,
      body: { id: claimsToAddOrOverride["tintype:user"], email: "ana@example.com" },
    });

    // Ticket, bytes, and S3's event: twice.
    const image = await readFile(new URL("../../../dev-server/pages/sample.jpg", import.meta.url));
    const announced = { fileName: "sample.jpg", contentType: "image/jpeg", bytes: image.length };
    const created = await ask("POST /api/photos", announced, bearer);
    expect(created.status).toBe(201);
    const { photo, upload } = created.body;
    const sent = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: image });
    expect([sent.status, sent.headers.get("etag")]).toEqual([200, expect.stringMatching(/^"/)]);
    const [key = ""] = await keysIn("INCOMING");
    const notice = {
      Records: [sqsRecord({ id: "1", body: s3Notification(environment["TINTYPE_INCOMING_BUCKET"] ?? "", key) })],
    };
    expect(await resultOf("on-upload", notice)).toEqual({ batchItemFailures: [] });
    expect(await resultOf("on-upload", notice)).toEqual({ batchItemFailures: [] });

    // Renditions, and the stream's event in between.
    await sources.settle();
    const ready = await ask(`GET /api/photos/${photo.id}`, undefined, bearer);
    expect(ready.body).toMatchObject({ state: "ready", width: expect.any(Number), placeholder: expect.any(String) });
    expect([await keysIn("INCOMING"), (await keysIn("ORIGINALS")).length, (await keysIn("MEDIA")).length]).toEqual([
      [],
      1,
      3,
    ]);
    const verifier = createUrlVerifier({
      publicUrl,
      keys: { K2EXAMPLE: installation.privateKeyPem },
      clock: systemClock,
    });
    const isSigned = (url: string) => url.startsWith(`${publicUrl}/p/`) && verifier.verify(url.slice(publicUrl.length));
    for (const { url } of Object.values<Body>(ready.body.renditions)) expect(isSigned(url)).toHaveProperty("path");
    const list = await ask("GET /api/photos?limit=10", undefined, bearer);
    expect(list.body.items.map(({ id }: Body) => id)).toEqual([photo.id]);

    // Share, signed address, revoke.
    const link = await ask(`POST /api/photos/${photo.id}/share`, { password: "sesame" }, bearer);
    const token = link.body.url.split("/").at(-1);
    expect((await ask(`POST /s/${token}/open`, { password: "wrong" })).status).toBe(401);
    const opened = await ask(`POST /s/${token}/open`, { password: "sesame" });
    expect(isSigned(opened.body.photos[0].renditions.large.url)).toHaveProperty("path");
    const guest = `Share ${opened.body.grant}`;
    expect((await ask(`GET /s/${token}/photos`, undefined, guest)).status).toBe(200);
    expect((await ask(`DELETE /api/shares/${link.body.share.id}`, undefined, bearer)).status).toBe(204);
    expect((await ask(`GET /s/${token}/photos`, undefined, guest)).status).toBe(404);
    expect((await ask(`POST /s/${token}/open`, { password: "sesame" })).status).toBe(404);

    // Nothing is left of what is deleted for good, and nothing was done twice.
    expect((await ask(`DELETE /api/photos/${photo.id}?purge=true`, undefined, bearer)).status).toBe(204);
    await sources.settle();
    for (const task of ["reconcile", "sweep"]) expect(await resultOf("on-schedule", { task })).toBe(null);
    expect([await keysIn("ORIGINALS"), await keysIn("MEDIA")]).toEqual([[], []]);
    expect((await ask(`GET /api/photos/${photo.id}`, undefined, bearer)).status).toBe(404);
    expect((await ask("GET /api/me", undefined, bearer)).body.usage).toMatchObject({ photos: 0, bytes: 0 });
    expect(await mailedBy(account)).toEqual(["ana@example.com"]);
  });
});
