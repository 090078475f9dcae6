import { expect, it } from "vitest";
import { providerOf } from "./provider-of.ts";

it.each([
  ["Google_1234", "Google"],
  ["google_1234", "Google"],
  ["SignInWithApple_0001.ab", "Apple"],
  ["0190a5c2-9d0e-7b1a-8d6e-000000000001", undefined],
  [undefined, undefined],
])("%s is looked after by %s", (name, provider) => {
  expect(providerOf({ "cognito:username": name })).toBe(provider);
});
