import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { createUrlVerifier, systemClock } from "@tintype/adapters-local";
import { describe, expect, it } from "vitest";
import { s3Notification, sqsRecord } from "../events.fixture.ts";
import { gateways } from "../http/gateways.fixture.ts";
import type { HttpResult } from "../http/write-result.ts";
import { bundleHere, type RunningFunction, startFunction } from "../runtime/start-function.fixture.ts";
import { postConfirmationEvent, preSignUpEvent, preTokenEvent } from "../triggers/triggers.fixture.ts";
import { mailedBy, noAccount, openAccount } from "./account.fixture.ts";
import { connectEventSources } from "./event-sources.fixture.ts";
import { openIssuer } from "./issuer.fixture.ts";

const publicUrl = "https://photos.example.com";
const pool = { region: "us-east-1", userPoolId: "us-east-1_AbCdEfGhI" };
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const privateKeyPem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const keys = { master: randomBytes(32).toString("base64url"), urls: { id: "K2EXAMPLE", privateKeyPem } };
const names = ["http", "on-upload", "on-table-changed", "imaging", "mail", "purge", "publish", "on-schedule"] as const;
const triggers = ["pre-sign-up", "post-confirmation", "pre-token"] as const;

// biome-ignore lint/suspicious/noExplicitAny: the API's answers are looked into
type Body = any;

describe("the functions as they are deployed, with DynamoDB, S3, SQS, SES and Secrets Manager", () => {
  // Eleven processes are started: the limit only ends what hangs.
  it("take a photo from its sign-up to its end", { timeout: 300_000 }, async ({ skip }) => {
    skip(noAccount !== undefined, noAccount);
    await using bundles = await bundleHere();
    await using issuer = await openIssuer();
    await using account = await openAccount(keys);
    await using running = new AsyncDisposableStack();
    const environment: Readonly<Record<string, string>> = {
      ...account.environment,
      PUBLIC_URL: publicUrl,
      TINTYPE_USER_POOL_ID: pool.userPoolId,
      TINTYPE_WEB_CLIENT_ID: "web",
      TINTYPE_LEGACY_CLIENT_ID: "legacy",
      TINTYPE_JWKS_URL: issuer.jwksUrl,
    };
    const start = async (name: string) => running.use(await startFunction(`${bundles.folder}/${name}`, environment));
    const started = await Promise.all([...names, ...triggers].map(async (name) => [name, await start(name)] as const));
    const functions = Object.fromEntries(started) as Record<(typeof names | typeof triggers)[number], RunningFunction>;
    const sources = await connectEventSources(account, functions);

    const resultOf = async <Result>(name: keyof typeof functions, event: unknown): Promise<Result> => {
      const outcome = await functions[name].invoke(event);
      if ("error" in outcome) throw new Error(`${name}: ${JSON.stringify(outcome.error)}`);
      return outcome.result as Result;
    };
    let asked = 0;
    const ask = async (
      line: string,
      json?: unknown,
      authorization?: string,
    ): Promise<{ status: number; body: Body }> => {
      const [method = "", target = ""] = line.split(" ");
      const headers = Object.entries({
        ...(json !== undefined && { "content-type": "application/json" }),
        ...(authorization !== undefined && { authorization }),
      });
      // Every gateway in its turn.
      const toEvent = Object.values(gateways)[asked % Object.values(gateways).length];
      asked += 1;
      const body = json === undefined ? undefined : Buffer.from(JSON.stringify(json));
      const { statusCode, body: text } = await resultOf<HttpResult>(
        "http",
        toEvent?.({ method, target, headers, body }, `request-${asked}`),
      );
      return { status: statusCode, body: text === "" ? undefined : JSON.parse(text) };
    };
    const keysIn = async (area: string) => {
      const Bucket = environment[`TINTYPE_${area}_BUCKET`];
      const { Contents = [] } = await account.s3.send(new ListObjectsV2Command({ Bucket }));
      return Contents.map(({ Key = "" }) => Key);
    };

    // Sign-up, and the welcome mail: once, although Cognito asks twice.
    await resultOf("pre-sign-up", { ...preSignUpEvent(), ...pool });
    await resultOf("post-confirmation", { ...postConfirmationEvent(), ...pool });
    await resultOf("post-confirmation", { ...postConfirmationEvent(), ...pool });
    await sources.settle();
    expect(await mailedBy(account)).toEqual(["ana@example.com"]);

    // A token with our own id.
    const { response } = await resultOf<Body>("pre-token", { ...preTokenEvent(), ...pool });
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
    const verifier = createUrlVerifier({ publicUrl, keys: { [keys.urls.id]: privateKeyPem }, clock: systemClock });
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
