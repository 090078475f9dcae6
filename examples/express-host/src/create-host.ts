import { getRequestListener } from "@hono/node-server";
import { createLaneRunner } from "@tintype/adapters-local";
import { createTintype } from "@tintype/core";
import { createHttp } from "@tintype/http";
import express, { type Express } from "express";
import { createSessionAuthenticate, register } from "./authenticate.ts";
import { keepHouse } from "./keep-house.ts";
import { openStorage } from "./open-storage.ts";
import { receiveUploads } from "./receive-uploads.ts";
import { serveBucket } from "./serve-bucket.ts";
import { serveMedia } from "./serve-media.ts";
import { createUsers, type Users } from "./users.ts";

export interface Host {
  readonly app: Express;
  readonly users: Users;
  close(): Promise<void>;
}

/** An Express application with users of its own, and Tintype's routes in it. */
export async function createHost(folder: string, publicUrl: string): Promise<Host> {
  const storage = await openStorage(folder, publicUrl);
  const users = createUsers(storage.ports);
  const tintype = createTintype({ ...storage.ports, identities: users.identities });
  const api = createHttp({ tintype, authenticate: createSessionAuthenticate(tintype, users) });

  // Works off what follows from events: developing photos above all.
  const lanes = createLaneRunner({
    queue: storage.queue,
    react: (delivery) => tintype.react(delivery),
    concurrency: { imaging: 4, mail: 1, purge: 1, publish: 1 },
    random: Math.random,
    log: (report) => console.error(report),
  });
  storage.database.onEventsSaved(lanes.wake);
  lanes.wake();
  const stopKeepingHouse = keepHouse(tintype);

  const app = express();
  app.post("/sign-in", express.json(), async (request, response) => {
    const { name, password } = request.body;
    const id = await users.signIn(String(name), String(password));
    const session = id === undefined ? undefined : users.session(id);
    if (session === undefined) {
      response.status(401).json({ error: "wrong name or password" });
      return;
    }
    await register(tintype, session);
    // Strict: pages of other sites cannot use it, so the API needs no further guard against forged requests.
    response.cookie("session", id, { httpOnly: true, sameSite: "strict", secure: publicUrl.startsWith("https:") });
    response.sendStatus(204);
  });
  app.get("/", (_, response) => void response.send("The host's own page."));
  app.get(["/p/*path", "/dl/*path"], serveMedia(storage));
  app.all("/blobs/*path", receiveUploads(storage, tintype));
  app.all(["/incoming", "/incoming/*path"], serveBucket(storage, tintype));

  // `all`, not `use`, which would cut the prefix off; no body parser before it, which would eat the bytes; and the
  // process's global Request and Response stay what they are.
  const listener = getRequestListener(api.fetch, { overrideGlobalObjects: false });
  app.all(["/api/*path", "/s/*path"], (request, response) => void listener(request, response));

  return {
    app,
    users,
    async close() {
      await stopKeepingHouse();
      await lanes.close();
      await storage.close();
    },
  };
}
