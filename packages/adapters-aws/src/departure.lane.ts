import { DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { createTintype, system, type UserActor } from "@tintype/core";
import { createManualClock, createMemoryPorts, readAll, testImage } from "@tintype/core/testing";
import * as vitest from "vitest";
import { type DynamoFixture, noDynamo, openDynamoFixture } from "./dynamo/dynamo.fixture.ts";
import { laneRunner } from "./lane-runner.fixture.ts";
import { noS3, openS3Fixture } from "./s3/s3.fixture.ts";

const { describe, it, expect } = laneRunner(vitest, { missing: noDynamo ?? noS3 });

describe("an account that was deleted", () => {
  it("leaves no item in DynamoDB and no object in S3 after one sweep, and everything of everybody else's", async () => {
    const clock = createManualClock();
    await using store = await openDynamoFixture(clock);
    await using s3 = await openS3Fixture();
    const memory = createMemoryPorts();
    const { accounts, photos, shares, apiKeys, usage, rates } = store;
    const ports = { ...memory, accounts, photos, shares, apiKeys, usage, rates, blobs: s3.blobs };
    const tintype = createTintype(ports);
    const register = async (name: string): Promise<UserActor> => {
      const email = `${name}@example.com`;
      const identity = { issuer: "https://pool.example", subject: ports.identities.addUser({ email }) };
      return { kind: "user", userId: (await tintype.accounts.registerAccount(system, { identity, email })).id };
    };
    const [ana, ben] = [await register("ana"), await register("ben")];
    const key = (name: string) => ({ idempotency: { keyHash: name, bodyHash: "body" } });
    const settle = async (actor: UserActor, name: string): Promise<readonly string[]> => {
      const sent = await tintype.photos.uploadPhoto(actor, testImage(600, 400), { title: name }, key(`${name} 1`));
      await tintype.photos.developPhoto(system, sent.photo.id, { attempt: 1 });
      const purged = await tintype.photos.beginUpload(
        actor,
        { fileName: "a.jpg", contentType: "image/jpeg", bytes: 5 },
        key(`${name} 2`),
      );
      await tintype.photos.abandonUpload(actor, purged.photo.id);
      const begun = await tintype.photos.beginUpload(actor, { fileName: "a.jpg", contentType: "image/jpeg", bytes: 5 });
      const shared = await tintype.shares.createShare(actor, sent.photo.id, {}, key(`${name} 3`));
      const program = await tintype.apiKeys.createApiKey(actor, { name, scopes: ["photos:read"] }, key(`${name} 4`));
      await tintype.apiKeys.identifyProgram(program.key);
      await tintype.exports.beginExport(actor);
      await tintype.exports.writeExport(system, actor.userId);
      return [actor.userId, sent.photo.id, purged.photo.id, begun.photo.id, shared.share.id, program.apiKey.id, name];
    };
    const [hers, his] = [await settle(ana, "canary-ana"), await settle(ben, "canary-ben")];
    const before = await inventory(store, s3.blobs);
    for (const trace of [...hers, ...his]) expect(before, trace).toContain(trace.toLowerCase());

    await tintype.accounts.deleteAccount(system, ana.userId);
    await tintype.sweep();

    const after = await inventory(store, s3.blobs);
    for (const trace of hers) expect(after, trace).not.toContain(trace.toLowerCase());
    for (const trace of his) expect(after, trace).toContain(trace.toLowerCase());
    for (const number of [1, 2, 3, 4]) {
      expect(await photos.receipt(`canary-ana ${number}`)).toBe(undefined);
    }
    const original = (await photos.get(his[1] as never))?.original ?? "";
    const blob = await s3.blobs.open({ area: "originals", key: original });
    expect(blob && (await readAll(blob.body)).length).toBeGreaterThan(0);
  });
});

/** Every item of both tables, and the key of every object. */
async function inventory(
  { client, tables }: DynamoFixture,
  blobs: Awaited<ReturnType<typeof openS3Fixture>>["blobs"],
): Promise<string> {
  const documents = DynamoDBDocumentClient.from(client);
  const found: unknown[] = [];
  for (const TableName of Object.values(tables)) {
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await documents.send(new ScanCommand({ TableName, ExclusiveStartKey, ConsistentRead: true }));
      found.push(...(page.Items ?? []));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
  }
  for (const area of ["incoming", "originals", "media"] as const) {
    for await (const { key } of blobs.list(area, "")) found.push(key);
  }
  return JSON.stringify(found).toLowerCase();
}
