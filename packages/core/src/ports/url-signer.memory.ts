import { type Instant, instantFromMillis, millisOf } from "../shared/instant.ts";
import { checkResource } from "./blob-key.ts";
import { sha256 } from "./sha256.memory.ts";
import type { UrlSigner } from "./url-signer.ts";

export interface MemoryUrlSigner extends UrlSigner {
  /** Whether the path is opened by that query at that moment. */
  opens(path: string, query: string, at: Instant): boolean;
}

/** For tests alone: the grammar is right, and anybody could sign. */
export function createMemoryUrlSigner(): MemoryUrlSigner {
  return {
    async sign(resource, expiresAt, options) {
      checkResource(resource);
      options?.signal?.throwIfAborted();
      return signed(resource, Math.floor(millisOf(expiresAt) / 1_000));
    },

    opens(path, query, at) {
      const [, policy = ""] = /^Policy=([A-Za-z0-9~_-]+)&/.exec(query) ?? [];
      const [, resource = "", end = ""] = /^(.+)~(\d+)$/.exec(decode(policy)) ?? [];
      if (query !== signed(resource, Number(end)) || instantFromMillis(Number(end) * 1_000) <= at) return false;
      return resource.endsWith("*") ? path.startsWith(resource.slice(0, -1)) : path === resource;
    },
  };
}

function signed(resource: string, end: number): string {
  const policy = encode(`${resource}~${end}`);
  const signature = sha256(new TextEncoder().encode(policy));
  return `Policy=${policy}&Key-Pair-Id=KMEMORY&Signature=${signature}&Hash-Algorithm=SHA256`;
}

const encode = (text: string): string => btoa(text).replaceAll("+", "-").replaceAll("=", "_").replaceAll("/", "~");

function decode(text: string): string {
  try {
    return atob(text.replaceAll("-", "+").replaceAll("_", "=").replaceAll("~", "/"));
  } catch {
    return "";
  }
}
