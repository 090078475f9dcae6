import { password } from "../client.ts";
import { ask, askIdentityPool, postForm } from "./ask.ts";
import { type Credentials, listBucket } from "./bucket.ts";
import { codeIn, comesIn, exchange, goToProvider, queryOf } from "./managed-login.ts";
import type { Signed, World } from "./world.ts";

/** Shows a key where a key is asked for; resolves to whether it was taken. */
export type Door = (key: string, world: World) => Promise<boolean>;

const api =
  (path: string, header: string, scheme = ""): Door =>
  async (key, { origin }) =>
    (await ask(`${origin}${path}`, { headers: { [header]: `${scheme}${key}` } })).status === 200;

const list =
  (path: string): Door =>
  async (key, { ana }) =>
    (await ana.api(`${path}?limit=1&cursor=${encodeURIComponent(key)}`)).status === 200;

const operation =
  (name: string, inputOf: (key: string, world: World) => object | Promise<object>): Door =>
  async (key, world) =>
    (await world.call(name, await inputOf(key, world))).status === 200;

/** Answers what the pool has asked. */
const challenge = (ChallengeName: string, responsesOf: (key: string, world: World) => object): Door =>
  operation("RespondToAuthChallenge", (key, world) => ({
    ChallengeName,
    ChallengeResponses: responsesOf(key, world),
    Session: key,
  }));

/** Six digits are tried on who was mailed six digits; everything else on somebody who can be locked out. */
const codeOf = <Kind extends "confirm" | "reset" | "verify">(kind: Kind, key: string, { codes, spare }: World) =>
  (/^\d{6}$/.test(key) ? codes[kind] : spare[kind]()) as Promise<World["codes"][Kind]> | World["codes"][Kind];

/** At a signed address: all that was signed where the key is that, else the key in the place of the signature. */
const address =
  (name: keyof World["addresses"]): Door =>
  async (key, { addresses }) => {
    const url = new URL(addresses[name]);
    const own = url.search.slice(1);
    const query = key.includes("Signature=") ? key : own.replace(/Signature=[^&]*/, `Signature=${escaped(key)}`);
    return (await ask(`${url.origin}${url.pathname}?${query}`)).status === 200;
  };

/** The bucket, with the key in the place of one of those that its owner has. */
const bucket =
  (part: keyof Credentials): Door =>
  (key, { credentials }) =>
    listBucket({ ...credentials, [part]: key });

const escaped = (key: string): string => encodeURIComponent(key);
const withSignature = ({ url }: Signed, key: string) => url.replace(/signature=[^&]*$/, `signature=${escaped(key)}`);

const upload =
  (
    name: keyof World["tickets"],
    method: string,
    bodyOf: (world: World) => RequestInit["body"] = () => undefined,
  ): Door =>
  async (key, world) => {
    const ticket = world.tickets[name];
    const body = bodyOf(world);
    const init = { method, ...(ticket.headers && { headers: ticket.headers }), ...(body !== undefined && { body }) };
    const { status, headers } = await ask(withSignature(ticket, key), init);
    if (name === "part" && status === 200) world.etag = headers.get("etag") ?? "";
    return status < 300;
  };

const bytesOf = ({ bytes }: World) => bytes as Uint8Array<ArrayBuffer>;

/** Everywhere that a key is asked for. */
export const doors = {
  "the API": api("/api/me", "authorization", "Bearer "),
  "the credentials of the API": async (key, { origin }) => {
    const headers = { authorization: `Bearer ${key}` };
    return (await ask(`${origin}/api/credentials`, { method: "POST", headers })).status === 201;
  },
  "the credentials of an identity": async (key, { origin }) => {
    const { identityPoolId: IdentityPoolId } = (await ask(`${origin}/config.json`)).body;
    const Logins = { [`${new URL(origin).host}/user-pool/local_tintype`]: key };
    const { body } = await askIdentityPool(origin, "GetId", { IdentityPoolId, Logins });
    const IdentityId = body.IdentityId ?? IdentityPoolId;
    return (await askIdentityPool(origin, "GetCredentialsForIdentity", { IdentityId, Logins })).status === 200;
  },
  "the bucket, by an id": bucket("accessKeyId"),
  "the bucket, by a secret": bucket("secretAccessKey"),
  "the bucket, by a token": bucket("sessionToken"),
  "the API for programs": api("/api/partner/photos", "x-api-key"),
  "the photos of a link": (key, world) => api(`/s/${world.link}/photos`, "authorization", "Share ")(key, world),
  "a link": async (key, { origin }) => {
    const headers = { accept: "application/json" };
    return (await ask(`${origin}/s/${escaped(key)}`, { headers })).status === 200;
  },
  "the next page of photos": list("/photos"),
  "the next page of links": list("/shares"),
  "a request that was made before": async (key, { receipt }) =>
    (await receipt.replay(key)).body.share?.id === receipt.first,

  "a rendition": address("rendition"),
  "an original": address("original"),
  "a copy": address("copy"),
  "an export": address("export"),
  "an upload": upload("put", "PUT", bytesOf),
  "an upload by form": async (key, world) => {
    const { tickets } = world;
    const form = new FormData();
    const fields = { ...tickets.form.fields, "x-amz-signature": key };
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", new Blob([bytesOf(world)]));
    return (await ask(tickets.form.url, { method: "POST", body: form })).status < 300;
  },
  "the beginning of parts": upload("begin", "POST"),
  "a part": upload("part", "PUT", bytesOf),
  "the list of parts": upload("list", "GET"),
  "the completion of parts": upload("complete", "POST", ({ etag }) => {
    const part = `<Part><PartNumber>1</PartNumber><ETag>${etag || '"none"'}</ETag></Part>`;
    return `<CompleteMultipartUpload>${part}</CompleteMultipartUpload>`;
  }),
  "the end of parts": upload("abort", "DELETE"),

  "operations of the pool": operation("GetUser", (AccessToken) => ({ AccessToken })),
  "a refresh of the web client": operation("GetTokensFromRefreshToken", (RefreshToken) => ({ RefreshToken })),
  "a refresh of the legacy client": operation("InitiateAuth", (key) => ({
    ClientId: "legacy",
    AuthFlow: "REFRESH_TOKEN_AUTH",
    AuthParameters: { REFRESH_TOKEN: key },
  })),
  "the confirmation of an address": operation("ConfirmSignUp", async (ConfirmationCode, world) => ({
    Username: await codeOf("confirm", ConfirmationCode, world),
    ConfirmationCode,
  })),
  "a new password": operation("ConfirmForgotPassword", async (ConfirmationCode, world) => ({
    Username: await codeOf("reset", ConfirmationCode, world),
    ConfirmationCode,
    Password: password,
  })),
  "another address": operation("VerifyUserAttribute", async (Code, world) => ({
    AccessToken: (await codeOf("verify", Code, world)).session.token,
    AttributeName: "email",
    Code,
  })),
  "a new authenticator": operation("VerifySoftwareToken", (UserCode, { ana }) => ({
    AccessToken: ana.token,
    UserCode,
  })),
  "the second factor": challenge("SOFTWARE_TOKEN_MFA", (key, { authenticatorOf }) => ({
    USERNAME: authenticatorOf(key)?.name,
    SOFTWARE_TOKEN_MFA_CODE: authenticatorOf(key)?.code(),
  })),
  "the first factor": challenge("SELECT_CHALLENGE", (_, { demo: { email, password } }) => ({
    USERNAME: email,
    ANSWER: "PASSWORD",
    PASSWORD: password,
  })),
  "the first password of one's own": challenge("NEW_PASSWORD_REQUIRED", (_, { newcomer }) => ({
    USERNAME: newcomer.email,
    NEW_PASSWORD: password,
  })),
  "the proof of a password": challenge("PASSWORD_VERIFIER", (key, { answerProof }) => ({
    ...answerProof(key),
    PASSWORD_CLAIM_SECRET_BLOCK: key,
  })),
  "the sign-in after the confirmation": operation("InitiateAuth", (Session, { confirmedBy }) => ({
    AuthFlow: "USER_AUTH",
    AuthParameters: { USERNAME: confirmedBy(Session) },
    Session,
  })),

  "the second factor on the page": async (session, { origin, authenticatorOf }) => {
    const code = authenticatorOf(session)?.code() ?? "";
    return codeIn((await postForm(`${origin}/login?${queryOf(origin)}`, { session, code })).location) !== null;
  },
  "a browser that has signed in": async (key, { origin }) => {
    const headers = { cookie: `tintype-login=${key}` };
    return codeIn((await ask(`${origin}/oauth2/authorize?${queryOf(origin)}`, { headers })).location) !== null;
  },
  "the tokens for a code": async (code, { origin }) =>
    (await exchange(origin, { grant_type: "authorization_code", code })).status === 200,
  "the tokens for a refresh token": async (refresh_token, { origin }) =>
    (await exchange(origin, { grant_type: "refresh_token", refresh_token })).status === 200,
  "who it is": api("/oauth2/userInfo", "authorization", "Bearer "),
  "the way back from a provider": (state, { origin, journey }) => comesIn(origin, { ...journey, state }),
  "the word of a provider": async (code, { origin, returns }) =>
    comesIn(origin, { ...(returns.get(code) ?? (await goToProvider(origin))), code }),
} as const satisfies Readonly<Record<string, Door>>;

export type DoorName = keyof typeof doors;
