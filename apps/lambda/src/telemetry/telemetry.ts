import { createTintype, type Observe, type Ports, type Tintype } from "@tintype/core";
import type { RequestObserver } from "@tintype/telemetry";

/** What can be looked at from outside while a function works. */
export interface Telemetry {
  /** The domain over these ports; each of its operations is looked at, and by `observe`, too. */
  readonly createTintype: (ports: Ports, observe?: Observe) => Tintype;
  /** Looks at requests; nobody does where it is absent. */
  readonly requests?: RequestObserver;
  /** Whether somebody gathers metrics. */
  readonly gathersMetrics: boolean;
  /** The same handler. Before it has answered, what was seen is sent: afterwards Lambda may stop the process for good. */
  readonly sending: <Input extends readonly unknown[], Result>(
    handler: (...input: Input) => Promise<Result>,
  ) => (...input: Input) => Promise<Result>;
}

/** Nobody looks, and nothing is any slower for it. */
export const noTelemetry: Telemetry = { createTintype, gathersMetrics: false, sending: (handler) => handler };
