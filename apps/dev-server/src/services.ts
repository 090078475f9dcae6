import type { RequestListener } from "node:http";
import type {
  FileBlobStore,
  Keyring,
  LaneRunner,
  SqliteDatabase,
  UploadReceiver,
  UrlVerifier,
  UserPool,
  UserPoolDatabase,
} from "@tintype/adapters-local";
import type { IsolatedImageProcessor } from "@tintype/adapters-sharp";
import type { EventQueue, Ports, Tintype } from "@tintype/core";
import type { Config } from "./config.ts";
import type { Logger } from "./log.ts";

/** Where things lie in the data folder. */
export interface DataFolder {
  readonly root: string;
  readonly database: string;
  readonly userPool: string;
  readonly blobs: string;
  readonly keys: string;
  readonly mail: string;
  readonly scratch: string;
}

/** Everything that one process holds: the ports, what they are built of, and the domain upon them. */
export interface Services extends Ports {
  readonly config: Config;
  readonly folder: DataFolder;
  readonly keyring: Keyring;
  readonly logger: Logger;
  readonly database: SqliteDatabase;
  readonly userPoolDatabase: UserPoolDatabase;
  readonly blobs: FileBlobStore;
  readonly images: IsolatedImageProcessor;
  readonly uploads: UploadReceiver;
  readonly urlVerifier: UrlVerifier;
  readonly queue: EventQueue;
  readonly tintype: Tintype;
  readonly userPool: UserPool;
  readonly lanes: LaneRunner;
  readonly app: RequestListener;
}
