import { createTintype, system } from "@tintype/core";
import { createMemoryPorts } from "@tintype/core/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { createHttp } from "../create-http.ts";
import { createBearerAuthenticate } from "./bearer.ts";
import { createJwksSource } from "./jwks-source.ts";
import {
  accessClaims,
  createSigner,
  createStoppedClock,
  goodHeader,
  idClaims,
  issuer,
  now,
  type Signer,
} from "./token.fixture.ts";
import { createTokenVerifier } from "./token-verifier.ts";

let signer: Signer;
let stranger: Signer;
beforeAll(async () => {
  signer = await createSigner();
  stranger = await createSigner();
});

/** The API behind a pool whose keys and tokens are real, with one account. */
async function open() {
  const ports = createMemoryPorts();
  const tintype = createTintype(ports);
  const clock = createStoppedClock();
  const keys = createJwksSource({ load: async () => ({ keys: [signer.jwk] }), clock });
  const verifier = createTokenVerifier({ issuer, clientIds: ["web"], keys, clock });
  const app = createHttp({ tintype, authenticate: createBearerAuthenticate({ verifier, tintype }) });
  const identity = { issuer, subject: accessClaims.sub };
  const { id } = await tintype.accounts.registerAccount(system, { identity, email: "ada@example.com" });
  const ask = async (authorization?: string) => {
    const answer = await app.request("/api/me", { headers: authorization === undefined ? {} : { authorization } });
    const body = (await answer.json()) as { code?: string; detail?: string; id?: string };
    return { status: answer.status, challenge: answer.headers.get("www-authenticate"), ...body };
  };
  const token = (claims: object = {}, by = signer) =>
    by.sign(goodHeader, { ...accessClaims, "tintype:user": id, ...claims });
  return { ports, tintype, app, clock, id, ask, token };
}

describe("an access token", () => {
  it("says who is calling, by our own id or by issuer and subject", async () => {
    const { ask, token, id } = await open();
    expect(await ask(`Bearer ${await token()}`)).toMatchObject({ status: 200, id });
    expect(await ask(`bearer ${await token({ "tintype:user": undefined })}`)).toMatchObject({ status: 200, id });
  });

  it("counts in its header alone", async () => {
    const { app, token } = await open();
    const text = await token();
    expect((await app.request(`/api/me?access_token=${text}`)).status).toBe(401);
    expect((await app.request("/api/me", { headers: { cookie: `token=${text}` } })).status).toBe(401);
    expect((await app.request("/api/me", { headers: { "x-access-token": text } })).status).toBe(401);
  });

  it("is asked for where there is none", async () => {
    const { ask } = await open();
    expect(await ask()).toMatchObject({
      status: 401,
      code: "sign_in_required",
      detail: "Sign in first: send an access token.",
      challenge: 'Bearer realm="tintype"',
    });
  });

  it.each([
    "Bearer",
    "Bearer ",
    "Bearer a b",
    "Basic YTpi",
    "Bearer a,Bearer b",
    "Share x",
    "nonsense",
    "Bearer x.y.z",
  ])("is not %j", async (authorization) => {
    const { ask } = await open();
    expect(await ask(authorization)).toMatchObject({
      status: 401,
      code: "token_malformed",
      challenge: 'Bearer realm="tintype", error="invalid_token"',
    });
  });

  it("is the whole of its header", async () => {
    const { ask, token } = await open();
    const good = await token();
    for (const authorization of [
      `Basic x, Bearer ${good}`,
      `xBearer ${good}`,
      `Bearer ${good} more`,
      `Bearer  ${good}`,
    ]) {
      expect((await ask(authorization)).code).toBe("token_malformed");
    }
  });

  it("is refused with the reason", async () => {
    const { ask, token, clock } = await open();
    const good = await token();
    const [, payload, signature] = good.split(".");
    const unsigned = `${Buffer.from('{"alg":"none","kid":"key-1"}').toString("base64url")}.${payload}.${signature}`;
    const refused = async (text: string) => (await ask(`Bearer ${text}`)).code;
    expect(await refused(await signer.sign(goodHeader, idClaims))).toBe("token_is_id_token");
    expect((await ask(`Bearer ${await signer.sign(goodHeader, idClaims)}`)).detail).toBe("Send the access token.");
    expect(await refused(await token({}, stranger))).toBe("token_signature");
    expect(await refused(unsigned)).toBe("token_algorithm");
    expect(await refused(await token({ client_id: "other" }))).toBe("token_client");
    expect(await refused(await token({ iss: "https://evil.example" }))).toBe("token_issuer");
    expect(await refused(await signer.sign({ ...goodHeader, kid: "key-2" }, accessClaims))).toBe("token_key_unknown");
    expect(await refused(good)).toBeUndefined();
    clock.moveTo(now + 3_061);
    expect(await refused(good)).toBe("token_expired");
  });

  it("is worth nothing from the moment that its account is disabled, and again something when it is enabled", async () => {
    const { ask, token, tintype, id } = await open();
    const authorization = `Bearer ${await token()}`;
    await ask(authorization);
    await tintype.accounts.disableAccount(system, id);
    expect(await ask(authorization)).toMatchObject({ status: 401, code: "account_disabled" });
    await tintype.accounts.enableAccount(system, id);
    expect((await ask(authorization)).status).toBe(200);
  });

  it("is worth nothing from the moment that its account has signed out everywhere; a later one is", async () => {
    const { ask, token, tintype, id } = await open();
    const [before, after] = [await token(), await token({ iat: now + 30, jti: "later" })];
    expect((await ask(`Bearer ${before}`)).status).toBe(200);
    await tintype.accounts.signOutEverywhere(system, id);
    expect(await ask(`Bearer ${before}`)).toMatchObject({ status: 401, code: "signed_out" });
    expect((await ask(`Bearer ${after}`)).status).toBe(200);
  });

  it("is worth nothing for an account that is not there, or belongs to somebody else", async () => {
    const { ask, token } = await open();
    expect((await ask(`Bearer ${await token({ "tintype:user": "01JD4QZ0000000000000000009" })}`)).code).toBe(
      "account_not_found",
    );
    expect((await ask(`Bearer ${await token({ sub: "somebody-else" })}`)).code).toBe("account_not_found");
    expect((await ask(`Bearer ${await token({ sub: "new-here", "tintype:user": undefined })}`)).code).toBe(
      "account_not_found",
    );
  });
});

describe("what opens one door", () => {
  it("opens no other: access tokens, grants, tokens of links and cursors", async () => {
    const { app, token, id, tintype, ports } = await open();
    const access = await token();
    const headers = { authorization: `Bearer ${access}`, "content-type": "image/jpeg" };
    const photos: string[] = [];
    for (const body of ["one", "two"]) {
      const created = await app.request("/api/photos", { method: "POST", body, headers });
      photos.push(((await created.json()) as { photo: { id: string } }).photo.id);
    }
    const listed = await app.request("/api/photos?limit=1", { headers });
    const { next: cursor } = (await listed.json()) as { next: string };
    const [photo] = photos;
    const before = await ports.photos.get(photo as never);
    if (before === undefined) throw new Error("The photo is gone.");
    await ports.photos.save({
      before,
      after: { ...before, state: "ready", width: 1, height: 1, renditions: {}, saved: before.saved + 1 },
      events: [],
    });
    const { url } = await tintype.shares.createShare({ kind: "user", userId: id }, before.id);
    const link = new URL(url).pathname.replace("/s/", "");
    const opened = await app.request(`/s/${link}/open`, { method: "POST" });
    const { grant } = (await opened.json()) as { grant: string };

    const doors = {
      access: (key: string) => app.request("/api/me", { headers: { authorization: `Bearer ${key}` } }),
      grant: (key: string) => app.request(`/s/${link}/photos`, { headers: { authorization: `Share ${key}` } }),
      link: (key: string) => app.request(`/s/${key}`),
      cursor: (key: string) => app.request(`/api/photos?limit=1&cursor=${key}`, { headers }),
    };
    const keys = { access, grant, link, cursor };
    const opens: string[] = [];
    for (const [door, knock] of Object.entries(doors)) {
      for (const [name, key] of Object.entries(keys)) {
        const { status } = await knock(key);
        if (status === 200) opens.push(`${name} opens ${door}`);
        else expect([400, 401, 404]).toContain(status);
      }
    }
    expect(opens).toEqual(["access opens access", "grant opens grant", "link opens link", "cursor opens cursor"]);
  });
});
