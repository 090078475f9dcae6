/** One function: its code is bundled from `apps/lambda/src/functions/NAME.ts`. */
export interface FunctionShape {
  readonly does: string;
  /** In MiB; the processor comes with it, a whole core at 1,769. */
  readonly memory: number;
  /** In seconds. */
  readonly timeout: number;
}

/** Every function that is deployed. The handlers are in apps/lambda/src/functions, under the same names. */
export const functions = {
  http: { does: "answers the API's requests", memory: 1_024, timeout: 28 },
  "on-upload": { does: "confirms what arrived in the incoming bucket", memory: 512, timeout: 30 },
  "on-table-changed": { does: "puts the events of both tables' streams on their lanes", memory: 256, timeout: 30 },
  "on-photo-changed": { does: "tells other systems what happens to photos", memory: 256, timeout: 30 },
  imaging: { does: "develops photos", memory: 3_008, timeout: 120 },
  mail: { does: "sends mail", memory: 256, timeout: 30 },
  purge: { does: "removes what belongs to photos and accounts that are gone", memory: 512, timeout: 120 },
  publish: { does: "packs what people take along", memory: 1_024, timeout: 900 },
  "on-schedule": { does: "brings to an end what got stuck, and sweeps", memory: 512, timeout: 900 },
  "pre-sign-up": { does: "says who may sign up", memory: 256, timeout: 5 },
  "post-confirmation": { does: "registers the account of somebody new", memory: 512, timeout: 5 },
  "pre-token": { does: "puts the account's id into tokens", memory: 512, timeout: 5 },
} as const satisfies Record<string, FunctionShape>;

export type FunctionName = keyof typeof functions;
export const functionNames = Object.keys(functions) as FunctionName[];
