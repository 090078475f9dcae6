import { S3Error } from "./s3-error.ts";

/** The head of a request, as it came in. */
export interface S3Head {
  readonly method: string;
  /** As it stands in the request line; nothing may have parsed or rewritten it. */
  readonly target: string;
  /** By names in small letters: every line of that name, as Node's `headersDistinct`. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
}

/** A request as it is understood: exactly one value for each name. */
export interface S3Request {
  readonly method: string;
  /** The path as it came in, which is what was signed. */
  readonly rawPath: string;
  readonly bucket: string;
  /** Decoded once; empty for requests about the bucket. */
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: ReadonlyMap<string, string>;
}

/** S3's own limit; keys of ours are shorter. */
const longestKey = 1_024;

/**
 * Reads the head. Throws `InvalidURI` for a target that is not `/BUCKET`, `/BUCKET/` or `/BUCKET/KEY` in percent-encoded
 * UTF-8, `InvalidArgument` for a name that comes twice in the query, `InvalidRequest` for one that comes twice in the headers.
 */
export function readS3Request({ method, target, headers }: S3Head): S3Request {
  const [, rawPath = "", rawQuery = ""] = /^([^?#]*)(?:\?([^#]*))?$/.exec(target) ?? [];
  const [, bucket, rawKey = ""] = /^\/([a-z0-9.-]{3,63})(?:\/(.*))?$/s.exec(rawPath) ?? [];
  if (bucket === undefined) throw new S3Error("InvalidURI", "Couldn't parse the specified URI.");
  const key = decode(rawKey);
  if (Buffer.byteLength(key) > longestKey) throw new S3Error("KeyTooLongError", "Your key is too long");
  return { method, rawPath, bucket, key, query: readQuery(rawQuery), headers: readHeaders(headers) };
}

function readQuery(raw: string): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  for (const pair of raw === "" ? [] : raw.split("&")) {
    const at = pair.indexOf("=");
    // Some clients write a form's `+` for a blank, and all of them sign a blank.
    const [name, value] = [at === -1 ? pair : pair.slice(0, at), at === -1 ? "" : pair.slice(at + 1)].map((text) =>
      decode(text.replaceAll("+", "%20")),
    );
    if (name === undefined || value === undefined || query.has(name)) {
      throw new S3Error("InvalidArgument", "A query parameter was given twice.");
    }
    query.set(name, value);
  }
  return query;
}

function readHeaders(headers: S3Head["headers"]): ReadonlyMap<string, string> {
  const single = new Map<string, string>();
  for (const [name, values = []] of Object.entries(headers)) {
    const [value] = values;
    if (value === undefined) continue;
    if (values.length > 1 && !isForwarding(name)) throw new S3Error("InvalidRequest", `The header ${name} came twice.`);
    single.set(name, values.join(","));
  }
  return single;
}

/** What proxies append, and nobody here reads. */
const isForwarding = (name: string): boolean => /^(?:x-forwarded-|forwarded$|via$)/.test(name);

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new S3Error("InvalidURI", "Couldn't parse the specified URI.", { cause });
  }
}
