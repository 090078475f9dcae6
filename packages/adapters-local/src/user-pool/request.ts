import * as z from "zod";
import { CognitoError, invalidParameter } from "./cognito-error.ts";

const missing = "Member must not be null";
/** Not a sentence for people: marks a member of the wrong JSON type, which Cognito refuses before it validates. */
const wrongType = "wrong type";
const error = ({ input }: { readonly input: unknown }) => (input === undefined || input === null ? missing : wrongType);

/** `written` is the pattern in AWS's words, where ours is another one for the same texts. */
function text(most: number, pattern: RegExp, written = pattern.source) {
  return z
    .string({ error })
    .max(most, { error: `Member must have length less than or equal to ${most}`, abort: true })
    .min(1, "Member must have length greater than or equal to 1")
    .regex(pattern, `Member must satisfy regular expression pattern: ${written}`);
}

const attributeName = text(32, /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u);

/** The members of Cognito's requests that several operations share, with the constraints of its API reference. */
export const member = {
  accessToken: text(16_384, /^[A-Za-z0-9-_=.]+$/),
  attributes: z
    .array(z.object({ Name: attributeName, Value: z.string({ error }).nullish() }), {
      error,
    })
    .nullish(),
  attributeName,
  clientId: text(128, /^[\w+]+$/),
  code: text(2_048, /^[\S]+$/),
  flag: z
    .boolean({ error })
    .nullish()
    .transform((value) => value ?? undefined),
  // Older SDKs send null for what they do not have.
  parameters: z
    .record(z.string(), z.string({ error }).nullish(), { error })
    .nullish()
    .transform((given) => defined(given ?? {})),
  // AWS's own pattern takes cubic time over blanks.
  /** Of identities, and of pools of them. */
  identityId: text(55, /^[\w-]+:[0-9a-f-]+$/),
  password: text(256, /^\S.*\S$/s, "^[\\S]+.*[\\S]+$"),
  refreshToken: text(16_384, /^[A-Za-z0-9-_=.]+$/),
  session: text(2_048, /^[\s\S]*$/),
  totpCode: text(6, /^[0-9]+$/),
  username: text(128, /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u),
};

const defined = (given: Readonly<Record<string, string | null | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === "string"));

/** A member that is one of `values`. */
export const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, {
    error: (issue) =>
      typeof issue.input === "string"
        ? `Member must satisfy enum value set: [${values.join(", ")}]`
        : error({ input: issue.input }),
  });

/**
 * What `schema` makes of a request; members that it does not know are passed over, as AWS does. Throws
 * `SerializationException` for what is no JSON object of the right types, else `InvalidParameterException` with every
 * constraint that was broken.
 */
export function readRequest<Output>(schema: z.ZodType<Output>, body: unknown): Output {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new CognitoError("SerializationException", "The request is not a JSON object.");
  }
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const { issues } = result.error;
  if (issues.some(({ message }) => message === wrongType)) {
    throw new CognitoError("SerializationException", "A member of the request has the wrong type.");
  }
  const broken = issues.map(
    ({ path, message }) => `Value at '${nameOf(path)}' failed to satisfy constraint: ${message}`,
  );
  throw invalidParameter(
    `${issues.length} validation error${issues.length === 1 ? "" : "s"} detected: ${broken.join("; ")}`,
  );
}

/** `UserAttributes.0.Name` is called `userAttributes.1.member.name` in AWS's messages. */
const nameOf = (path: readonly PropertyKey[]) =>
  path.map((part) => (typeof part === "number" ? `${part + 1}.member` : lowerFirst(String(part)))).join(".");

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
