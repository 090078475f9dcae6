import * as z from "zod";
import { type Size, sizes } from "./sizes.ts";

const list = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .default([]);
const flag = z.stringbool({ truthy: ["true"], falsy: ["false"] }).default(false);
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "give a region such as eu-west-1");
const host = z.string().regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, "give a host name such as photos.example.com");
const mailAddress = z.email("give a mail address");

/** What can be said with `-c NAME=VALUE`; docs/deploying.md tells what each of them costs. */
const Context = z.strictObject({
  size: z.enum(["dev", "prod"], "give dev or prod").default("dev"),
  /** Several installations of one account have different names. */
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,19}$/, "give 2 to 20 small letters, digits and hyphens")
    .refine((name) => !/aws|amazon|cognito/.test(name), "Cognito refuses names with aws, amazon or cognito in them")
    .default("tintype"),
  region: region.default("us-east-1"),
  domain: host.optional(),
  /** In us-east-1, where CloudFront looks for it. */
  certificateArn: z.string().startsWith("arn:aws:acm:us-east-1:", "give a certificate of us-east-1").optional(),
  hostedZoneId: z
    .string()
    .regex(/^Z[A-Z0-9]+$/, "give the id of a hosted zone")
    .optional(),
  /** Other origins whose pages may call, with commas between them. */
  origins: list.pipe(z.array(z.url({ protocol: /^https?$/ }).refine((url) => new URL(url).origin === url))),
  /** Who the mail is from; mail waits until this is said. */
  mailFrom: mailAddress.optional(),
  /** Codes come from that address, too. Cognito takes it only when SES has confirmed it, so never at the first deployment. */
  codesBySes: flag,
  alarmMail: mailAddress.optional(),
  /** In dollars a month; more than this is an alarm. */
  budget: z.coerce.number().positive().optional(),
  /** Other systems hear what happens to photos (docs/events.md). */
  photoEvents: flag,
  /** A layer that registers OpenTelemetry's SDK, and through which functions are started. */
  telemetryLayer: z
    .string()
    .regex(/^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:layer:[\w-]+:\d+$/, "give a layer's version")
    .optional(),
  replicas: list.pipe(z.array(region)),
  apiCache: flag,
  /** The gateway, too, wants keys of programs, and knows them by itself: the application's plans hold either way. */
  gatewayKeys: flag,
  acceleration: flag,
  /** The client's id at Google; its secret lies in Secrets Manager under `googleSecret`. */
  googleClientId: z.string().optional(),
  googleSecret: z.string().optional(),
  /** The services id at Apple; its private key lies in Secrets Manager under `appleSecret`. */
  appleServicesId: z.string().optional(),
  appleTeamId: z.string().optional(),
  appleKeyId: z.string().optional(),
  appleSecret: z.string().optional(),
  /** Which key signs addresses: with each further number a new one is made, and the one before it still counts. */
  rotation: z.coerce.number().pipe(z.int().min(1)).default(1),
  /** The name of a managed policy that every role is bounded by. */
  permissionsBoundary: z.string().optional(),
});

/** What a size and the switches come to. */
export type Deployment = Omit<z.infer<typeof Context>, "size"> & {
  readonly size: z.infer<typeof Context>["size"];
  readonly numbers: Size;
};

/** What belongs together: half of it is a mistake. */
const together = [
  ["domain", "certificateArn"],
  ["googleClientId", "googleSecret"],
  ["appleServicesId", "appleTeamId", "appleKeyId", "appleSecret"],
] as const;

/** Reads the switches. Throws an `Error` whose message is for the person at the keyboard. */
export function readDeployment(said: Readonly<Record<string, unknown>>): Deployment {
  const parsed = Context.safeParse(said);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    if (issue?.code === "unrecognized_keys") throw new Error(`-c ${issue.keys.join(", ")}: there is no such switch`);
    throw new Error(`-c ${issue?.path.join(".")}: ${issue?.message}`);
  }
  const context = parsed.data;
  for (const names of together) {
    const missing = names.filter((name) => context[name] === undefined);
    if (missing.length > 0 && missing.length < names.length) {
      throw new Error(`-c ${names.join(", ")} belong together: ${missing.join(", ")} is missing.`);
    }
  }
  if (context.codesBySes && context.mailFrom === undefined) throw new Error("-c codesBySes goes with mailFrom.");
  if (context.hostedZoneId !== undefined && context.domain === undefined) {
    throw new Error("-c hostedZoneId goes with a domain.");
  }
  return { ...context, numbers: sizes[context.size] };
}
