import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { type Clock, millisOf } from "@tintype/core";
import { createBoundedCache } from "./bounded-cache.ts";
import { decodeFromUrl, type Policy, readPolicy } from "./policy.ts";

export interface UrlVerifierOptions {
  /** The origin that signed addresses begin with. */
  readonly publicUrl: string;
  /** By key pair id; public or private keys in PEM, RSA. */
  readonly keys: Readonly<Record<string, string>>;
  readonly clock: Clock;
}

/** Why a request is not let through, as CloudFront would say with its status 403. */
export type UrlRefusal = "malformed" | "unknown_key" | "wrong_signature" | "other_resource" | "expired";

export type UrlVerdict = { readonly path: string } | { readonly refused: UrlRefusal };

export interface UrlVerifier {
  /**
   * Whether a request's target, exactly as it stands in the request line, was signed by us for now; if so its path,
   * without a leading slash. A target that spells the same in another way is `malformed`.
   */
  verify(target: string): UrlVerdict;
}

/** The whole target, before anything parses it: there is no other spelling, order or place for any part of it. */
const shape =
  /^\/((?:p|dl)(?:\/[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9]+)?)+)\?Policy=([A-Za-z0-9~_-]+)&Key-Pair-Id=([A-Z0-9]+)&Signature=([A-Za-z0-9~_-]+)&Hash-Algorithm=SHA256$/;

export function createUrlVerifier({ publicUrl, keys, clock }: UrlVerifierOptions): UrlVerifier {
  const publicKeys = new Map(Object.entries(keys).map(([id, pem]) => [id, createPublicKey(pem)]));
  /** What was signed well: who sends forgeries cannot push it out. */
  const checked = createBoundedCache<Policy>(10_000);

  return {
    verify(target) {
      if (target.length > 2_048) return { refused: "malformed" };
      const [, path = "", policy = "", keyPairId = "", signature = ""] = shape.exec(target) ?? [];
      if (path === "") return { refused: "malformed" };
      const key = publicKeys.get(keyPairId);
      if (key === undefined) return { refused: "unknown_key" };
      const name = `${keyPairId} ${policy} ${signature}`;
      let signed = checked.get(name);
      if (signed === undefined) {
        const result = check(policy, signature, key);
        if ("refused" in result) return result;
        signed = checked.add(name, result);
      }
      if (!covers(signed.resource, `${publicUrl}/${path}`)) return { refused: "other_resource" };
      return millisOf(clock.now()) < signed.end * 1_000 ? { path } : { refused: "expired" };
    },
  };
}

function check(policy: string, signature: string, key: KeyObject): Policy | { readonly refused: UrlRefusal } {
  const text = decodeFromUrl(policy);
  const bytes = decodeFromUrl(signature);
  if (text === undefined || bytes === undefined) return { refused: "malformed" };
  if (!verify("sha256", text, key, bytes)) return { refused: "wrong_signature" };
  return readPolicy(Buffer.from(text).toString("latin1")) ?? { refused: "malformed" };
}

/** A final `*` stands for anything below the prefix; nothing else is a pattern. */
const covers = (resource: string, url: string): boolean =>
  resource.endsWith("/*") ? url.startsWith(resource.slice(0, -1)) : url === resource;
