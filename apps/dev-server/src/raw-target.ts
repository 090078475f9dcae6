const plain = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\/?(?:\?[!-~]*)?$/;
const pages = /^(?:\/(?:\.well-known\/)?[A-Za-z0-9_-][A-Za-z0-9._/-]*)?$/;

/**
 * Whether a request's target, exactly as it came in, has one spelling only: no empty, dotted or percent-encoded segment, no
 * backslash, no fragment, nothing outside visible ASCII. Everything else is refused before anything parses it, so that
 * no two parts of the server ever read one target differently.
 */
export function isPlainTarget(target: string): boolean {
  if (target.length > 8_192 || target.includes("#")) return false;
  const path = target.split("?", 1)[0] ?? "";
  return (
    plain.test(target.replace("/.well-known/", "/well-known/")) && (pages.test(path.replace(/\/$/, "")) || path === "/")
  );
}
