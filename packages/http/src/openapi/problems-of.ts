import { type ProblemCode, statusOf } from "../problem-codes.ts";
import type { Route } from "../route.ts";

/** Every problem that the route may answer with: its own, and those that follow from what it asks for. */
export function problemsOf(route: Route): readonly ProblemCode[] {
  const { who, body, creates, changes, problems } = route;
  const all: ProblemCode[] = ["malformed_request", ...problems, "too_many_requests", "internal"];
  if (who === "user") all.push("sign_in_required", "account_not_found", "account_disabled", "signed_out");
  if (who === "program")
    all.push("api_key_required", "api_key_not_valid", "account_disabled", "usage_plan_exceeded", "not_allowed");
  if (who === "guest") all.push("grant_required", "grant_not_valid", "share_not_found");
  if (who !== "anyone") all.push("invalid_input");
  if (body !== undefined) all.push("payload_too_large", "unsupported_media_type");
  if (creates === true) all.push("request_in_progress", "idempotency_key_reused", "replayed_result_gone");
  if (changes === true) all.push("revision_conflict", "save_conflict");
  if (route.tag !== "service") all.push("unavailable");
  // A program's calls are counted, whatever they are.
  if (route.method !== "GET" || who === "program") all.push("storage_full");
  return [...new Set(all)].toSorted((one, other) => statusOf[one] - statusOf[other]);
}
