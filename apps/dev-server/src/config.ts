import { isIP } from "node:net";
import { resolve } from "node:path";
import type { SettingsInput } from "@tintype/core";
import * as z from "zod";
import { ConfigError, readVariables, wholeNumber } from "./environment.ts";
import { readTelemetryConfig, type TelemetryConfig } from "./telemetry/telemetry-config.ts";

const origins = "give origins and commas between them, such as http://localhost:5173,https://app.example.com";

/** What can be told from outside. An empty value says nothing. */
const Environment = z.object({
  PORT: wholeNumber(0, 65_535, "a whole number from 0 (any free port) to 65535").default(8787),
  HOST: z.string().default("127.0.0.1"),
  PUBLIC_URL: z
    .string()
    .refine(isOrigin, "give where others find this server and nothing more, such as http://192.168.1.20:8787")
    .optional(),
  TINTYPE_ORIGINS: z
    .string()
    .transform((text) => text.split(","))
    .refine((origins) => origins.every(isOrigin), origins)
    .default([]),
  TINTYPE_PROXY_HOPS: wholeNumber(0, 9).default(0),
  TINTYPE_TLS_CERT: z.string().optional(),
  TINTYPE_TLS_KEY: z.string().optional(),
  TINTYPE_RATES: z.enum(["on", "off"], "give on or off").default("on"),
  TINTYPE_DATA: z.string().default(".tintype"),
  TINTYPE_IMAGING_WORKERS: wholeNumber(1, 64).optional(),
  TINTYPE_LOG: z.enum(["text", "json", "none"], "give text, json or none").default("text"),
  TINTYPE_ALLOW_LOCAL_USER_POOL: z.literal("yes", "give yes, or nothing").optional(),
  NODE_ENV: z.string().optional(),
});
const known = Object.keys(Environment.shape).filter((name) => name.startsWith("TINTYPE_"));

/** Variables of the project's own tools, which may stand in the same environment. */
const foreign = /^TINTYPE_(?:PHOTOS|NO_SKIP|TEST_REPORT|LANES_\w+|DYNAMODB_\w+|S3_\w+)$/;

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Undefined: the address that the server listens on. */
  readonly publicUrl: string | undefined;
  /** Files in PEM with which the server speaks HTTPS; HTTP without them. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Whose pages may call the API, beside our own. */
  readonly origins: readonly string[];
  /**
   * How many proxies of one's own stand before this server, each appending to `X-Forwarded-For`. With 0 the header is not
   * looked at: whoever connects is who is counted.
   */
  readonly proxyHops: number;
  /** Whether calls are counted and held back; off for measuring alone. Passwords are guarded in any case. */
  readonly rates: "on" | "off";
  readonly dataFolder: string;
  readonly imagingWorkers: number | undefined;
  readonly log: "text" | "json" | "none";
  /** Where traces and metrics go; nowhere unless told, and then nothing is measured either. */
  readonly telemetry?: TelemetryConfig | undefined;
  /** Whether real people may be here: nobody stands in for other providers then. */
  readonly production?: boolean | undefined;
  /** Empties the data folder first. */
  readonly reset: boolean;
  /** The process that starts us again whenever the code changes (`node --watch`): it resets once, not each time. */
  readonly watcher?: number | undefined;
  /** Other numbers than the usual ones; nothing outside can set them. */
  readonly settings?: Omit<SettingsInput, "publicUrl">;
}

/** Reads the command line and the environment. Throws `ConfigError`. */
export function readConfig(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Config {
  const unknownArgument = args.find((argument) => argument !== "--reset");
  if (unknownArgument !== undefined) throw new ConfigError(`I do not know ${unknownArgument}. There is only --reset.`);
  const said = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const misspelt = Object.keys(said).find(isMisspelt);
  if (misspelt !== undefined) {
    throw new ConfigError(`${misspelt} means nothing to me. I know PORT, HOST, PUBLIC_URL, ${known.join(", ")}.`);
  }
  const { NODE_ENV, PORT, HOST, PUBLIC_URL, ...ours } = readVariables(Environment, said);
  if (NODE_ENV === "production" && ours.TINTYPE_ALLOW_LOCAL_USER_POOL === undefined) {
    throw new ConfigError(
      "The local user pool is made for development. To run it with NODE_ENV=production all the same, set TINTYPE_ALLOW_LOCAL_USER_POOL=yes.",
    );
  }
  return {
    port: PORT,
    host: HOST,
    publicUrl: PUBLIC_URL && new URL(PUBLIC_URL).origin,
    tls: readTls(ours.TINTYPE_TLS_CERT, ours.TINTYPE_TLS_KEY),
    origins: ours.TINTYPE_ORIGINS.map((origin) => new URL(origin).origin),
    proxyHops: ours.TINTYPE_PROXY_HOPS,
    rates: ours.TINTYPE_RATES,
    dataFolder: resolve(ours.TINTYPE_DATA),
    imagingWorkers: ours.TINTYPE_IMAGING_WORKERS,
    log: ours.TINTYPE_LOG,
    telemetry: readTelemetryConfig(said),
    production: NODE_ENV === "production" ? true : undefined,
    reset: args.includes("--reset"),
  };
}

function readTls(cert: string | undefined, key: string | undefined): Config["tls"] {
  if (cert !== undefined && key !== undefined) return { cert: resolve(cert), key: resolve(key) };
  if (cert === undefined && key === undefined) return;
  throw new ConfigError("TINTYPE_TLS_CERT and TINTYPE_TLS_KEY belong together: give both, or neither.");
}

/** Where people and clients find us, when `PUBLIC_URL` does not say: never taken from a request. */
export function addressOf(host: string, port: number, tls?: Config["tls"]): string {
  const name = isEverywhere(host) ? "localhost" : host;
  return `${tls === undefined ? "http" : "https"}://${isIP(name) === 6 ? `[${name}]` : name}:${port}`;
}

/** Whether this is no address but all that the machine has. */
export const isEverywhere = (host: string): boolean => host === "0.0.0.0" || host === "::";

/** Whatever begins as our variables do and is none of them is a mistake that nobody would notice. */
const isMisspelt = (name: string): boolean =>
  name.startsWith("TINTYPE_") && !known.includes(name) && !foreign.test(name);

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/` && !/[?#]/.test(text);
}
