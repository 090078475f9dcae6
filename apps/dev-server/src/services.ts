import type { RequestListener } from "node:http";
import type {
  FileBlobStore,
  Keyring,
  LaneRunner,
  LocalCredentialBroker,
  LocalMultipartUploads,
  ManagedLogin,
  S3Door,
  SqliteDatabase,
  SqliteEventQueue,
  UploadReceiver,
  UrlVerifier,
  UserPool,
  UserPoolDatabase,
} from "@tintype/adapters-local";
import type { IsolatedImageProcessor } from "@tintype/adapters-sharp";
import type { Ports, Tintype } from "@tintype/core";
import type { Hono } from "hono";
import type { Config } from "./config.ts";
import type { DataFolder } from "./data-folder.ts";
import type { Logger } from "./log.ts";
import type { LocalRoute } from "./routes/local-route.ts";

/** Everything that one process holds: the ports, what they are built of, and the domain upon them. */
export interface Services extends Ports {
  readonly config: Config;
  readonly folder: DataFolder;
  readonly keyring: Keyring;
  readonly logger: Logger;
  readonly database: SqliteDatabase;
  readonly userPoolDatabase: UserPoolDatabase;
  readonly blobs: FileBlobStore;
  /** Parts of uploads that are not complete. */
  readonly parts: FileBlobStore;
  readonly multipart: LocalMultipartUploads;
  readonly credentials: LocalCredentialBroker;
  readonly images: IsolatedImageProcessor;
  readonly uploads: UploadReceiver;
  readonly s3Door: S3Door;
  readonly urlVerifier: UrlVerifier;
  readonly queue: SqliteEventQueue;
  readonly tintype: Tintype;
  readonly userPool: UserPool;
  readonly managedLogin: ManagedLogin;
  readonly lanes: LaneRunner;
  /** Everything that is answered, but for what goes straight to files. */
  readonly routes: Hono;
  readonly app: RequestListener;
  /** What goes straight to files. */
  readonly localRoutes: readonly LocalRoute[];
}
