import { describe, expect, it } from "vitest";
import { inWords } from "./in-words.ts";

const named = (name: string, message: string) => Object.assign(new Error(message), { name });

describe(inWords, () => {
  it.each([
    [named("CredentialsProviderError", "Could not load credentials from any providers"), "AWS_PROFILE"],
    [named("ExpiredTokenException", "The security token included in the request is expired"), "sign in again"],
    [named("UnrecognizedClientException", "The security token included in the request is invalid."), "sign in again"],
    [named("AccessDeniedException", "not authorized to perform: secretsmanager:CreateSecret"), "may not"],
    [Object.assign(new Error("getaddrinfo ENOTFOUND x"), { code: "ENOTFOUND" }), "such a region"],
  ])("says what to do, and what AWS has said: %s", (error, words) => {
    expect(inWords(error)).toContain(words);
    expect(inWords(error)).toContain(error.message);
  });

  it("leaves what is in words already", () => {
    expect(inWords(new Error("-c size: give dev or prod"))).toBe("-c size: give dev or prod");
    expect(inWords("no quota")).toBe("no quota");
  });
});
