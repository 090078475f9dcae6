import { type Instant, instantFromMillis } from "@tintype/core";
import { S3Error } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";

/** What a request says of its own signature. */
export interface ClaimedSignature {
  readonly accessKeyId: string;
  readonly sessionToken: string | undefined;
  /** `DATE/REGION/SERVICE/aws4_request`, as it was signed. */
  readonly scope: string;
  readonly region: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** As it was signed: `20261120T173000Z`. */
  readonly date: string;
  readonly signedAt: Instant;
  /** Of a presigned address: for how many seconds it is good. */
  readonly expires: number | undefined;
  /** What was signed in place of the body's hash. */
  readonly payload: string;
}

/**
 * Reads the signature from the header or, for a presigned address, from the query. Throws `AccessDenied` where there is
 * none, and what S3 has for one that is not written as it should be, of another region or service, or given in both places.
 */
export function readSignature(request: S3Request, region: string): ClaimedSignature {
  const header = request.headers.get("authorization");
  const isPresigned = request.query.has("X-Amz-Algorithm") || request.query.has("X-Amz-Signature");
  if (header !== undefined && isPresigned) {
    throw new S3Error("InvalidArgument", "Only one auth mechanism allowed.");
  }
  const claimed = isPresigned ? fromQuery(request) : fromHeader(request, header);
  if (claimed.region !== region) {
    throw new S3Error(isPresigned ? inQuery : inHeader, `The region is wrong; expecting '${region}'.`);
  }
  return claimed;
}

const inHeader = "AuthorizationHeaderMalformed";
const inQuery = "AuthorizationQueryParametersError";

const authorization =
  /^AWS4-HMAC-SHA256 +Credential=(?<credential>[^, ]+), *SignedHeaders=(?<signedHeaders>[^, ]+), *Signature=(?<signature>[0-9a-f]{64})$/;

function fromHeader({ headers }: S3Request, header: string | undefined): ClaimedSignature {
  if (header === undefined) throw new S3Error("AccessDenied", "Access Denied.");
  const { credential = "", signedHeaders = "", signature } = authorization.exec(header)?.groups ?? {};
  if (signature === undefined) throw new S3Error(inHeader, "The authorization header is malformed.");
  const date = headers.get("x-amz-date") ?? "";
  const payload = headers.get("x-amz-content-sha256");
  if (payload === undefined) {
    throw new S3Error("InvalidRequest", "Missing required header for this request: x-amz-content-sha256.");
  }
  return {
    ...readCredential(credential, date, inHeader),
    signedHeaders: readSignedHeaders(signedHeaders, inHeader),
    sessionToken: headers.get("x-amz-security-token"),
    signature,
    expires: undefined,
    payload,
  };
}

const mostExpires = 604_800;

function fromQuery({ query, headers }: S3Request): ClaimedSignature {
  const the = (name: string): string => {
    const value = query.get(name);
    if (value === undefined) throw new S3Error(inQuery, `A presigned address has the parameter ${name}.`);
    return value;
  };
  if (the("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256") throw new S3Error(inQuery, "X-Amz-Algorithm is AWS4-HMAC-SHA256.");
  const signature = the("X-Amz-Signature");
  if (!/^[0-9a-f]{64}$/.test(signature)) throw new S3Error("SignatureDoesNotMatch", "This is no signature.");
  const expires = /^[1-9]\d{0,5}$/.test(the("X-Amz-Expires")) ? Number(the("X-Amz-Expires")) : 0;
  if (expires < 1 || expires > mostExpires) {
    throw new S3Error(inQuery, `X-Amz-Expires is a number of seconds from 1 to ${mostExpires}.`);
  }
  return {
    ...readCredential(the("X-Amz-Credential"), the("X-Amz-Date"), inQuery),
    signedHeaders: readSignedHeaders(the("X-Amz-SignedHeaders"), inQuery),
    sessionToken: query.get("X-Amz-Security-Token"),
    signature,
    expires,
    payload: headers.get("x-amz-content-sha256") ?? query.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD",
  };
}

type MalformedCode = typeof inHeader | typeof inQuery;

function readCredential(credential: string, date: string, malformed: MalformedCode) {
  const signedAt = readDate(date);
  if (signedAt === undefined) throw new S3Error("AccessDenied", "A valid X-Amz-Date is required.");
  const [, accessKeyId = "", scope, day, region = "", service] =
    /^([^/]+)\/((\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request)$/.exec(credential) ?? [];
  if (scope === undefined) throw new S3Error(malformed, "The credential is ACCESS-KEY/DATE/REGION/s3/aws4_request.");
  if (day !== date.slice(0, 8)) throw new S3Error(malformed, "The date of the credential is not that of the request.");
  if (service !== "s3") throw new S3Error(malformed, "The service is wrong; expecting 's3'.");
  return { accessKeyId, scope, region, date, signedAt };
}

/** Each once, in order, and in small letters: no other spelling could have been signed. */
function readSignedHeaders(text: string, malformed: MalformedCode): readonly string[] {
  const names = text.split(";");
  const isOrdered = names.every((name, index) => index === 0 || (names[index - 1] ?? "") < name);
  if (!isOrdered || !/^[a-z0-9-]+(?:;[a-z0-9-]+)*$/.test(text))
    throw new S3Error(malformed, "SignedHeaders are wrong.");
  return names;
}

function readDate(text: string): Instant | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hours, minutes, seconds] = match;
  const millis = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}.000Z`);
  return Number.isNaN(millis) ? undefined : instantFromMillis(millis);
}
