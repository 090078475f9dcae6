import { join } from "node:path";
import { start } from "../../apps/dev-server/src/start.ts";
import { type Instant, system, UserId } from "../../packages/core/src/index.ts";
import { guestOf, password, pool } from "../client.ts";
import { temporaryFolder } from "../server.ts";
import { type Session, signUp } from "../session.ts";
import { pathOf, placePhotos } from "./places.ts";

export type World = Awaited<ReturnType<typeof openWorld>>;

/** What nobody may learn whom it does not concern. */
export const canaries = { fileName: "canary-file.jpg", email: "canary.ana@example.com" } as const;

const scopes = ["photos:read", "photos:write", "shares:read", "shares:write"];
/** Nobody is held back here. */
const plan = { rate: 100_000, burst: 100_000, monthlyQuota: 1_000_000 };

/** A server, a photo of Ana's in every state, and people with credentials of every kind. */
export async function openWorld() {
  const folder = await temporaryFolder();
  const server = await start({
    port: 0,
    host: "127.0.0.1",
    publicUrl: undefined,
    origins: [],
    proxyHops: 0,
    rates: "off",
    dataFolder: join(folder.path, "data"),
    imagingWorkers: 1,
    log: "none",
    reset: false,
    settings: { apiKeys: plan },
  });
  const { origin, composition } = server;
  const [ana, ben, eva, leo, sue] = (await Promise.all(
    [canaries.email, "ben@example.com", "eva@example.com", "leo@example.com", "sue@example.com"].map((email) =>
      signUp(origin, email),
    ),
  )) as [Session, Session, Session, Session, Session];
  const { places, dataExport } = await placePhotos(composition, ana, canaries.fileName);

  const [link, revoked] = [
    await ana.share(places.ready.photo, { download: "copy" }),
    await ana.share(places.ready.photo),
  ];
  const grantOf = async ({ body }: typeof link) => (await guestOf(body.url).open()).body.grant;
  const grants = { guest: await grantOf(link), gone: await grantOf(revoked) };
  await ana.api(`/shares/${revoked.body.share.id}`, { method: "DELETE" });
  const keyOf = async (session: Session) =>
    (await session.post<{ key: string; apiKey: { id: string } }>("/api-keys", { name: "Program", scopes })).body;
  const { key, apiKey } = await keyOf(ana);
  const { key: bensKey } = await keyOf(ben);
  const { id: evasId } = (await eva.api<{ id: string }>("/me")).body;
  await composition.get("tintype").accounts.disableAccount(system, UserId.parse(evasId));
  await pool(origin, "GlobalSignOut", { AccessToken: leo.token });
  await pool(origin, "DeleteUser", { AccessToken: sue.token });
  const AuthParameters = { USERNAME: canaries.email, PASSWORD: password };
  const { body: signedIn } = await pool<{ AuthenticationResult: { IdToken: string } }>(origin, "InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    AuthParameters,
  });

  return {
    origin,
    server,
    ana,
    places,
    dataExport,
    /** Of a link to the photo that is ready. */
    token: pathOf(link.body.url).replace("s/", ""),
    grants,
    key,
    apiKey: apiKey.id,
    bensKey,
    tokens: {
      "the owner": ana.token,
      "somebody else": ben.token,
      "somebody disabled": eva.token,
      "somebody who signed out everywhere": leo.token,
      "somebody who has left": sue.token,
    },
    idToken: signedIn.AuthenticationResult.IdToken,
    /** What opens the path, a rendition's with all that lie beside it, until in so many minutes. */
    sign: async (path: string, minutes: number): Promise<string> => {
      const until = new Date(Date.now() + minutes * 60_000).toISOString() as Instant;
      return composition.get("urls").sign(path.startsWith("p/") ? path.replace(/[^/]+$/, "*") : path, until);
    },
    [Symbol.asyncDispose]: async () => {
      await server.stop();
      await folder[Symbol.asyncDispose]();
    },
  };
}
