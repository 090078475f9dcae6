import { minutes, UserId } from "@tintype/core";
import { describeCredentialBroker } from "@tintype/core/contracts";
import { createManualClock } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createLocalSecrets } from "../keyring/local-secrets.ts";
import { createUlids } from "../machine/ulids.ts";
import { createLocalCredentialBroker } from "./local-credential-broker.ts";

const ana = UserId.parse("01KAFAKE000000000000000001");
const place = { endpoint: "https://photos.example", bucket: "incoming", region: "local" };

function openBroker(key = 7) {
  const clock = createManualClock();
  const secrets = createLocalSecrets({ masterKey: new Uint8Array(32).fill(key) });
  return { clock, broker: createLocalCredentialBroker({ ...place, secrets, clock, ids: createUlids({ clock }) }) };
}

describeCredentialBroker({ describe, it, expect }, "local", async () => {
  const { clock, broker } = openBroker();
  return {
    credentials: broker,
    now: clock.now,
    ownerOf: async ({ accessKeyId, sessionToken }) => (await broker.lookUp(accessKeyId, sessionToken))?.owner,
    [Symbol.asyncDispose]: async () => {},
  };
});

describe(createLocalCredentialBroker, () => {
  const request = { owner: ana, prefix: `u/${ana}/`, signedOutAt: undefined, lifetime: minutes(60) };

  it("knows what it gave by what the request brings, in every process that has the keys", async () => {
    const { broker, clock } = openBroker();
    const signedOutAt = clock.now();
    const issued = await broker.issue({ ...request, signedOutAt });
    expect(issued).toMatchObject(place);
    const { accessKeyId, sessionToken, secretAccessKey, expiresAt } = issued;
    expect(await openBroker().broker.lookUp(accessKeyId, sessionToken)).toEqual({
      owner: ana,
      prefix: `u/${ana}/`,
      signedOutAt,
      expiresAt,
      secretAccessKey,
    });
  });

  it("gives access keys of AWS's own form, which say that they are temporary", async () => {
    expect((await openBroker().broker.issue(request)).accessKeyId).toMatch(/^ASIA[0-9A-Z]{16}$/);
  });

  it("knows nothing that it did not give", async () => {
    const { broker } = openBroker();
    const [one, other] = [await broker.issue(request), await broker.issue(request)];
    const theirs = await openBroker(8).broker.issue(request);
    expect(await broker.lookUp(one.accessKeyId, other.sessionToken)).toBe(undefined);
    expect(await broker.lookUp(theirs.accessKeyId, theirs.sessionToken)).toBe(undefined);
    const { accessKeyId, sessionToken } = one;
    for (const token of ["", ".", `${sessionToken} `, `${sessionToken}=`, ` ${sessionToken}`, `${sessionToken}\n`]) {
      expect(await broker.lookUp(accessKeyId, token), token).toBe(undefined);
    }
  });

  it("knows no token that differs in one character, wherever it is", async () => {
    const { broker } = openBroker();
    const { accessKeyId, sessionToken } = await broker.issue(request);
    for (let place = 0; place < sessionToken.length; place += 1) {
      const other = sessionToken[place] === "A" ? "E" : "A";
      const changed = sessionToken.slice(0, place) + other + sessionToken.slice(place + 1);
      expect(await broker.lookUp(accessKeyId, changed), changed).toBe(undefined);
    }
  });

  it("does not write the secret into the token, nor anything else that would tell it", async () => {
    const { broker } = openBroker();
    const { sessionToken, secretAccessKey } = await broker.issue(request);
    const said = Buffer.from(sessionToken.split(".")[0] ?? "", "base64url").toString();
    expect(sessionToken + said).not.toContain(secretAccessKey);
  });
});
