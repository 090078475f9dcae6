import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import type { KeyPair } from "./create-server.ts";
import { ConfigError } from "./environment.ts";

/** Reads what HTTPS needs. Throws `ConfigError` for files that cannot be read or do not belong together. */
export function readKeyPair(paths: { readonly cert: string; readonly key: string }): KeyPair {
  try {
    const pair = { cert: readFileSync(paths.cert), key: readFileSync(paths.key) };
    createSecureContext(pair);
    return pair;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`TINTYPE_TLS_CERT and TINTYPE_TLS_KEY are no certificate with its key: ${reason}`, { cause });
  }
}
