import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { guestOf } from "../client.ts";
import { repository, type ServerProcess, startServer, temporaryFolder } from "../server.ts";
import { type Session, signUp } from "../session.ts";

/** A server that counts no calls, with somebody who has photos, a link, an upload under way, and a guest. */
export interface HostileWorld extends AsyncDisposable {
  readonly server: ServerProcess;
  readonly origin: string;
  readonly ana: Session;
  /** What the server wrote down as its own fault. */
  faults(): readonly string[];
  /** What stands for the parameters of an operation's path. */
  address(operationId: string, path: string): string;
  /** Whose word is heard at the path. */
  authorization(path: string): string;
}

export async function openHostileWorld(): Promise<HostileWorld> {
  const folder = await temporaryFolder();
  const server = await startServer({
    dataFolder: folder.path,
    environment: { TINTYPE_RATES: "off", TINTYPE_LOG: "json" },
  });
  const { origin } = server;
  const ana = await signUp(origin, "ana@example.com");
  const sample = await readFile(join(repository, "apps/dev-server/pages/sample.jpg"));
  const { photo } = (await ana.uploadDirectly(sample)).body;
  const doomed = (await ana.begin(sample.subarray(1), "doomed.jpg")).body.photo;
  const awaited = (await ana.begin(sample.subarray(2), "awaited.jpg")).body.photo;
  await ana.developed(photo.id);
  const { url, share } = (await ana.share(photo.id)).body;
  const { grant } = (await guestOf(url).open()).body;
  const token = url.slice(url.lastIndexOf("/") + 1);
  const idFor = (operationId: string, path: string): string => {
    if (path.includes("/shares/")) return share.id;
    if (path.includes("/upload")) return awaited.id;
    return operationId === "deletePhoto" ? doomed.id : photo.id;
  };
  return {
    server,
    origin,
    ana,
    // A process for images is ended, and that written down, when somebody deletes the photo that it works on.
    faults: () => server.stdout().match(/^(?!.*"event":"imaging").*"level":"error".*$/gm) ?? [],
    address: (operationId, path) => path.replace("{token}", token).replace("{id}", idFor(operationId, path)),
    authorization: (path) => (path.startsWith("/s/") ? `Share ${grant}` : `Bearer ${ana.token}`),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
