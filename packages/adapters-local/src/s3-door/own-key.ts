import { S3Error } from "./s3-error.ts";

/** The key, if it lies below the prefix; throws `AccessDenied` for any other. */
export function ownKey(key: string, prefix: string): string {
  if (key.startsWith(prefix) && key.length > prefix.length) return key;
  throw new S3Error("AccessDenied", "Access Denied.");
}

/** The prefix that a list is asked for, if it lies at or below one's own. */
export function ownPrefix(prefix: string | undefined, own: string): string {
  if (prefix?.startsWith(own)) return prefix;
  throw new S3Error("AccessDenied", "Access Denied.");
}
