import { createPublicKey, verify } from "node:crypto";
import { type Instant, millisOf } from "@tintype/core";

/**
 * What CloudFront does with a signed request (docs.aws.amazon.com: "Creating a signed URL using a custom policy"), for the
 * one form of policy that we write. The local world's verifier looks at more than this (packages/adapters-local).
 */
export function opensSignedUrl(pem: string, url: string, at: Instant): boolean {
  const [address = "", query = ""] = url.split("?");
  const match = /^Policy=([^&]+)&Key-Pair-Id=K1&Signature=([^&]+)&Hash-Algorithm=SHA256$/.exec(query);
  const [policy, signature] = [decoded(match?.[1]), decoded(match?.[2])];
  if (!verify("sha256", policy, createPublicKey(pem), signature)) return false;
  const [statement] = JSON.parse(policy.toString()).Statement;
  const [before = "", after] = statement.Resource.split("*");
  const covers = after === undefined ? address === before : address.startsWith(before);
  return covers && millisOf(at) < statement.Condition.DateLessThan["AWS:EpochTime"] * 1_000;
}

const decoded = (text = ""): Buffer =>
  Buffer.from(text.replaceAll("-", "+").replaceAll("_", "=").replaceAll("~", "/"), "base64");
