import type { SqliteEventQueue } from "@tintype/adapters-local";
import { type Clock, createTintype, type Ports, type Tintype } from "@tintype/core";
import type { RequestObserver } from "@tintype/telemetry";

/** What can be looked at from outside while the server runs. */
export interface Telemetry {
  /** The domain over these ports; each of its operations is looked at. */
  readonly createTintype: (ports: Ports) => Tintype;
  /** Looks at requests; nobody does where it is absent. */
  readonly requests?: RequestObserver;
  readonly watchQueue: (queue: SqliteEventQueue, clock: Clock) => void;
  /** Sends what has been gathered; what cannot be sent in three seconds is lost. */
  readonly close: () => Promise<void>;
}

/** Nobody looks, and nothing is any slower for it. */
export const noTelemetry: Telemetry = { createTintype, watchQueue: () => {}, close: async () => {} };
