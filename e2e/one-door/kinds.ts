import { demo, mailedCode } from "../client.ts";
import { authenticatorCode } from "../identity/people.ts";
import type { DoorName } from "./doors.ts";
import { exchange, goToProvider, signInOnPage } from "./managed-login.ts";
import { newcomer, type World } from "./world.ts";

export interface Kind {
  /** What it opens; whatever is not here it does not. */
  readonly opens: readonly DoorName[];
  readonly make: (world: World) => string | Promise<string>;
  /** Good for a few minutes at the most: it is made anew before it is shown at its own door. */
  readonly isShort?: true;
}

const signInAs = async ({ call }: World, ClientId: string) => {
  const AuthParameters = { USERNAME: demo.email, PASSWORD: demo.password };
  const { body } = await call("InitiateAuth", { ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters });
  return body.AuthenticationResult as Readonly<Record<"AccessToken" | "IdToken" | "RefreshToken", string>>;
};
const queryOf = (url: string): string => new URL(url).search.slice(1);
const signatureOf = (url: string): string => new URL(url).searchParams.get("signature") ?? "";

const cursorOf = async ({ ana }: World, path: string): Promise<string> =>
  (await ana.api<{ next: string }>(`${path}?limit=1`)).body.next;

/** A key of every kind that is ever given to anybody. */
export const kinds = {
  "access token": {
    opens: ["the API", "the credentials of the API", "operations of the pool"],
    make: async (world) => (await signInAs(world, "web")).AccessToken,
  },
  "access token of managed login": {
    opens: ["the API", "who it is"],
    make: async ({ origin }) => {
      const { code } = await signInOnPage(origin);
      return (await exchange(origin, { grant_type: "authorization_code", code })).body.access_token;
    },
  },
  "ID token": {
    opens: ["the credentials of an identity"],
    make: async (world) => (await signInAs(world, "web")).IdToken,
  },
  "refresh token": {
    opens: ["a refresh of the web client", "the tokens for a refresh token"],
    make: async (world) => (await signInAs(world, "web")).RefreshToken,
  },
  "refresh token of the legacy client": {
    opens: ["a refresh of the legacy client"],
    make: async (world) => (await signInAs(world, "legacy")).RefreshToken,
  },
  "authorization code": {
    opens: ["the tokens for a code"],
    make: async ({ origin }) => (await signInOnPage(origin)).code,
    isShort: true,
  },
  "cookie of a browser": {
    opens: ["a browser that has signed in"],
    make: async ({ origin }) => (await signInOnPage(origin)).cookie,
  },
  "state of a journey to a provider": { opens: ["the way back from a provider"], make: ({ journey }) => journey.state },
  "cookie of a journey to a provider": { opens: [], make: ({ journey }) => journey.cookie },
  "code of a provider": {
    opens: ["the word of a provider"],
    make: async ({ origin, returns }) => {
      const back = await goToProvider(origin);
      returns.set(back.code, back);
      return back.code;
    },
    isShort: true,
  },

  "code to confirm an address": {
    opens: ["the confirmation of an address"],
    make: ({ origin, codes }) => mailedCode(origin, codes.confirm),
  },
  "code for a new password": {
    opens: ["a new password"],
    make: ({ origin, codes }) => mailedCode(origin, codes.reset),
  },
  "code for another address": {
    opens: ["another address"],
    make: ({ origin, codes }) => mailedCode(origin, codes.verify.address),
  },
  "code of an authenticator": {
    opens: ["a new authenticator"],
    make: ({ offered }) => authenticatorCode(offered),
    isShort: true,
  },
  "session that waits for an authenticator": {
    opens: ["the second factor", "the second factor on the page"],
    make: ({ askForAuthenticator }) => askForAuthenticator(),
    isShort: true,
  },
  "session that waits for the first factor": {
    opens: ["the first factor"],
    make: async ({ call }) => {
      const AuthParameters = { USERNAME: demo.email };
      return (await call("InitiateAuth", { AuthFlow: "USER_AUTH", AuthParameters })).body.Session;
    },
    isShort: true,
  },
  "session that waits for a password of one's own": {
    opens: ["the first password of one's own"],
    make: async ({ call }) => {
      const AuthParameters = { USERNAME: newcomer.email, PASSWORD: newcomer.temporary };
      return (await call("InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters })).body.Session;
    },
    isShort: true,
  },
  "session that waits for a proof": {
    opens: ["the proof of a password"],
    make: ({ askForProof }) => askForProof(),
    isShort: true,
  },
  "session of who has just confirmed": {
    opens: ["the sign-in after the confirmation"],
    make: ({ confirm }) => confirm(),
    isShort: true,
  },

  "token of a link": { opens: ["a link"], make: ({ link }) => link },
  grant: { opens: ["the photos of a link"], make: ({ grant }) => grant },
  "key of a program": {
    opens: ["the API for programs"],
    make: async ({ ana }) =>
      (await ana.post<{ key: string }>("/api-keys", { name: "Program", scopes: ["photos:read"] })).body.key,
  },
  "access key id": { opens: ["the bucket, by an id"], make: ({ credentials }) => credentials.accessKeyId },
  "secret access key": { opens: ["the bucket, by a secret"], make: ({ credentials }) => credentials.secretAccessKey },
  "session token": { opens: ["the bucket, by a token"], make: ({ credentials }) => credentials.sessionToken },
  "cursor of photos": { opens: ["the next page of photos"], make: (world) => cursorOf(world, "/photos") },
  "cursor of links": { opens: ["the next page of links"], make: (world) => cursorOf(world, "/shares") },
  "idempotency key": { opens: ["a request that was made before"], make: ({ receipt }) => receipt.key },

  "address of a rendition": { opens: ["a rendition"], make: ({ addresses }) => queryOf(addresses.rendition) },
  "address of an original": { opens: ["an original"], make: ({ addresses }) => queryOf(addresses.original) },
  "address of a copy": { opens: ["a copy"], make: ({ addresses }) => queryOf(addresses.copy) },
  "address of an export": { opens: ["an export"], make: ({ addresses }) => queryOf(addresses.export) },
  "upload ticket": { opens: ["an upload"], make: ({ tickets }) => signatureOf(tickets.put.url) },
  "upload ticket of a form": {
    opens: ["an upload by form"],
    make: ({ tickets }) => tickets.form.fields?.["x-amz-signature"] ?? "",
  },
  "ticket to begin parts": { opens: ["the beginning of parts"], make: ({ tickets }) => signatureOf(tickets.begin.url) },
  "ticket of a part": { opens: ["a part"], make: ({ tickets }) => signatureOf(tickets.part.url) },
  "ticket to list parts": { opens: ["the list of parts"], make: ({ tickets }) => signatureOf(tickets.list.url) },
  "ticket to complete parts": {
    opens: ["the completion of parts"],
    make: ({ tickets }) => signatureOf(tickets.complete.url),
  },
  "ticket to end parts": { opens: ["the end of parts"], make: ({ tickets }) => signatureOf(tickets.abort.url) },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof kinds;
