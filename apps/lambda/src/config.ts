import type { Lane } from "@tintype/core";
import * as z from "zod";

const text = z.string().min(1);
const optionalText = text.optional();
const optionalUrl = z.url().optional();
const onOrOff = z.enum(["on", "off"], "give on or off").default("on");
const isOrigin = (origin: string): boolean => URL.parse(origin)?.origin === origin && /^https?:/.test(origin);

/**
 * What a function is told by its environment. All functions are told alike; what a door alone needs (`withUserPool` and the
 * like) may be absent elsewhere. Triggers cannot know the pool that they belong to before it is there: their events say it.
 */
const Environment = z.object({
  AWS_REGION: text,
  PUBLIC_URL: z.string().refine(isOrigin, "give an origin and nothing more, such as https://photos.example.com"),
  TINTYPE_PHOTOS_TABLE: text,
  TINTYPE_CORE_TABLE: text,
  TINTYPE_INCOMING_BUCKET: text,
  TINTYPE_ORIGINALS_BUCKET: text,
  TINTYPE_MEDIA_BUCKET: text,
  TINTYPE_KEYS_SECRET: text,
  TINTYPE_USER_POOL_ID: text.regex(/^[\w-]+_[0-9a-zA-Z]+$/, "give a user pool's id").optional(),
  TINTYPE_WEB_CLIENT_ID: optionalText,
  TINTYPE_LEGACY_CLIENT_ID: optionalText,
  TINTYPE_JWKS_URL: optionalUrl,
  TINTYPE_IDENTITY_POOL_ID: optionalText,
  TINTYPE_LOGIN_HOST: optionalText,
  TINTYPE_LOGIN_PROVIDERS: z
    .string()
    .transform((names) => names.split(","))
    .pipe(z.array(z.enum(["Google", "Apple"])))
    .default([]),
  TINTYPE_CREDENTIALS_ROLE_ARN: text.startsWith("arn:").optional(),
  TINTYPE_UPLOADS_QUEUE_URL: optionalUrl,
  TINTYPE_IMAGING_QUEUE_URL: optionalUrl,
  TINTYPE_MAIL_QUEUE_URL: optionalUrl,
  TINTYPE_PURGE_QUEUE_URL: optionalUrl,
  TINTYPE_PUBLISH_QUEUE_URL: optionalUrl,
  TINTYPE_LOST_CHANGES_QUEUE_URL: optionalUrl,
  TINTYPE_PHOTO_EVENTS_TOPIC_ARN: text.startsWith("arn:").optional(),
  TINTYPE_MAIL_FROM: optionalText,
  TINTYPE_ORIGINS: z
    .string()
    .transform((origins) => origins.split(","))
    .refine((origins) => origins.every(isOrigin), "give origins and commas between them")
    .default([]),
  TINTYPE_PROXY_HOPS: z.coerce.number().pipe(z.int().min(0).max(9)).default(0),
  TINTYPE_ACCELERATION: z.enum(["on", "off"], "give on or off").default("off"),
  TINTYPE_RATES: onOrOff,
  TINTYPE_METRICS: onOrOff,
  AWS_LAMBDA_FUNCTION_NAME: text.default("tintype"),
});

export interface UserPool {
  readonly id: string;
  readonly issuer: string;
  /** Where its public keys are; at the issuer, unless told. */
  readonly jwksUrl: string;
  readonly webClientId: string;
  readonly legacyClientId: string;
}

export type QueueName = Lane | "uploads";

export interface Config {
  readonly region: string;
  readonly publicUrl: string;
  readonly tables: { readonly photos: string; readonly core: string };
  readonly buckets: { readonly incoming: string; readonly originals: string; readonly media: string };
  /** Of the secret that holds the keys of this installation. */
  readonly keysSecret: string;
  readonly userPool: UserPool | undefined;
  /** What gives credentials to whoever has signed in at the user pool. */
  readonly identityPool: string | undefined;
  /** Where managed login is, without `https://`. */
  readonly loginHost: string | undefined;
  /** With whom people may sign in there, beside by themselves; in Amplify's words. */
  readonly loginProviders: readonly string[];
  /** The role whose sessions reach one person's prefix of `incoming` each. */
  readonly credentialsRole: string | undefined;
  /** The queue of each lane that has one, and the one by which S3 tells of uploads. */
  readonly queues: Readonly<Partial<Record<QueueName, string>>>;
  /** The queue where people find what could not be put on a lane. */
  readonly lostChanges: string | undefined;
  /** Where other systems hear what happens to photos. */
  readonly photoEventsTopic: string | undefined;
  readonly mailFrom: string | undefined;
  /** Whose pages may call the API, beside our own. */
  readonly origins: readonly string[];
  /** How many proxies of our own append to `X-Forwarded-For`: CloudFront and the gateway are two. */
  readonly proxyHops: number;
  /** Whether tickets lead to the bucket by way of the edge (S3 Transfer Acceleration). */
  readonly acceleration: "on" | "off";
  readonly rates: "on" | "off";
  /** Whether CloudWatch shall make metrics of operations, where nobody else gathers them. */
  readonly metrics: "on" | "off";
  readonly functionName: string;
}

/** The environment is not what it must be; the message says how, and never what a variable holds. */
export class ConfigError extends Error {}

/** Reads the environment; an empty variable says nothing. Throws `ConfigError` with everything that is wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const said = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const known = Object.keys(Environment.shape);
  const misspelt = Object.keys(said).filter((name) => name.startsWith("TINTYPE_") && !known.includes(name));
  // Compiling a parser that is used once would take longer than all the rest of a cold start's own work.
  const parsed = Environment.safeParse(said, { jitless: true });
  const wrong = (parsed.error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
  const complaints = [...misspelt.map((name) => `${name} means nothing to me`), ...wrong];
  if (!parsed.success || misspelt.length > 0)
    throw new ConfigError(`The environment is not usable. ${complaints.join("; ")}.`);
  const { data } = parsed;
  return {
    region: data.AWS_REGION,
    publicUrl: data.PUBLIC_URL,
    tables: { photos: data.TINTYPE_PHOTOS_TABLE, core: data.TINTYPE_CORE_TABLE },
    buckets: {
      incoming: data.TINTYPE_INCOMING_BUCKET,
      originals: data.TINTYPE_ORIGINALS_BUCKET,
      media: data.TINTYPE_MEDIA_BUCKET,
    },
    keysSecret: data.TINTYPE_KEYS_SECRET,
    userPool: userPoolOf(data),
    identityPool: data.TINTYPE_IDENTITY_POOL_ID,
    loginHost: data.TINTYPE_LOGIN_HOST,
    loginProviders: data.TINTYPE_LOGIN_PROVIDERS,
    credentialsRole: data.TINTYPE_CREDENTIALS_ROLE_ARN,
    queues: queuesOf(data),
    lostChanges: data.TINTYPE_LOST_CHANGES_QUEUE_URL,
    photoEventsTopic: data.TINTYPE_PHOTO_EVENTS_TOPIC_ARN,
    mailFrom: data.TINTYPE_MAIL_FROM,
    origins: data.TINTYPE_ORIGINS,
    proxyHops: data.TINTYPE_PROXY_HOPS,
    acceleration: data.TINTYPE_ACCELERATION,
    rates: data.TINTYPE_RATES,
    metrics: data.TINTYPE_METRICS,
    functionName: data.AWS_LAMBDA_FUNCTION_NAME,
  };
}

/** What this function cannot do without. Throws `ConfigError` where it was not said. */
export function need<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new ConfigError(`This function needs ${name}.`);
  return value;
}

/** The `iss` of a pool's tokens (docs.aws.amazon.com/cognito, "Verifying JSON web tokens"). */
export const issuerOf = (region: string, userPoolId: string): string =>
  `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;

type Said = z.infer<typeof Environment>;

function userPoolOf({ AWS_REGION, TINTYPE_USER_POOL_ID: id, ...said }: Said): UserPool | undefined {
  const { TINTYPE_WEB_CLIENT_ID: webClientId, TINTYPE_LEGACY_CLIENT_ID: legacyClientId } = said;
  if (id === undefined || webClientId === undefined || legacyClientId === undefined) return undefined;
  const issuer = issuerOf(AWS_REGION, id);
  const { TINTYPE_JWKS_URL: jwksUrl = `${issuer}/.well-known/jwks.json` } = said;
  return { id, issuer, jwksUrl, webClientId, legacyClientId };
}

const queuesOf = (said: Said): Config["queues"] => ({
  ...(said.TINTYPE_UPLOADS_QUEUE_URL !== undefined && { uploads: said.TINTYPE_UPLOADS_QUEUE_URL }),
  ...(said.TINTYPE_IMAGING_QUEUE_URL !== undefined && { imaging: said.TINTYPE_IMAGING_QUEUE_URL }),
  ...(said.TINTYPE_MAIL_QUEUE_URL !== undefined && { mail: said.TINTYPE_MAIL_QUEUE_URL }),
  ...(said.TINTYPE_PURGE_QUEUE_URL !== undefined && { purge: said.TINTYPE_PURGE_QUEUE_URL }),
  ...(said.TINTYPE_PUBLISH_QUEUE_URL !== undefined && { publish: said.TINTYPE_PUBLISH_QUEUE_URL }),
});
