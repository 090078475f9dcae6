import { isIP } from "node:net";
import { resolve } from "node:path";
import * as z from "zod";

/** What can be told from outside. Whatever begins with `TINTYPE_` and is not here is a mistake, and refused. */
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  HOST: z.string().min(1).default("127.0.0.1"),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine((url) => new URL(url).pathname === "/" && new URL(url).search === "", "must be an origin, without a path")
    .optional(),
  TINTYPE_DATA: z.string().min(1).default(".tintype"),
  TINTYPE_IMAGING_WORKERS: z.coerce.number().int().min(1).max(64).optional(),
  TINTYPE_PHOTOS: z.string().optional(),
  TINTYPE_LOG: z.enum(["text", "json", "none"]).default("text"),
  NODE_ENV: z.string().optional(),
  TINTYPE_ALLOW_LOCAL_USER_POOL: z.enum(["yes"]).optional(),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Undefined: the address that the server listens on. */
  readonly publicUrl: string | undefined;
  readonly dataFolder: string;
  readonly imagingWorkers: number | undefined;
  readonly log: "text" | "json" | "none";
  /** Empties the data folder first. */
  readonly reset: boolean;
}

/** Something that the person at the keyboard can mend; the message is for them. */
export class ConfigError extends Error {}

/** Reads the command line and the environment. Throws `ConfigError`. */
export function readConfig(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Config {
  const unknownArgument = args.find((argument) => argument !== "--reset");
  if (unknownArgument !== undefined) throw new ConfigError(`I do not know ${unknownArgument}. There is only --reset.`);
  const misspelt = Object.keys(environment).find((name) => name.startsWith("TINTYPE_") && !(name in Environment.shape));
  if (misspelt !== undefined) {
    const known = Object.keys(Environment.shape).filter((name) => name.startsWith("TINTYPE_"));
    throw new ConfigError(`${misspelt} means nothing to me. I know ${known.join(", ")}, PORT, HOST and PUBLIC_URL.`);
  }
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigError(`${issue?.path.join(".")} is not usable: ${issue?.message}.`);
  }
  const { PORT, HOST, PUBLIC_URL, TINTYPE_DATA, TINTYPE_IMAGING_WORKERS, TINTYPE_LOG } = parsed.data;
  if (parsed.data.NODE_ENV === "production" && parsed.data.TINTYPE_ALLOW_LOCAL_USER_POOL !== "yes") {
    throw new ConfigError(
      "The local user pool is made for development. To run it with NODE_ENV=production all the same, set TINTYPE_ALLOW_LOCAL_USER_POOL=yes.",
    );
  }
  return {
    port: PORT,
    host: HOST,
    publicUrl: PUBLIC_URL && new URL(PUBLIC_URL).origin,
    dataFolder: resolve(TINTYPE_DATA),
    imagingWorkers: TINTYPE_IMAGING_WORKERS,
    log: TINTYPE_LOG,
    reset: args.includes("--reset"),
  };
}

/** Where people and clients find us, when `PUBLIC_URL` does not say: never taken from a request. */
export function addressOf(host: string, port: number): string {
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${isIP(name) === 6 ? `[${name}]` : name}:${port}`;
}
