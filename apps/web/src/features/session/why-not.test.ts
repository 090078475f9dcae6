import { describe, expect, it } from "vitest";
import { whyNot } from "./why-not.ts";

describe(whyNot, () => {
  it.each([
    ["Already found an entry for username google_1234", "linked"],
    ["The user has cancelled.", "cancelled"],
    ["User cancelled OAuth flow.", "cancelled"],
    ["PreSignUp failed with error The provider has not verified the e-mail address..", "refused"],
    ["The provider has not verified the email address.", "refused"],
    ["User is disabled.", "refused"],
    ["invalid_grant", "failed"],
    ["", "failed"],
  ])("%j is %s", (description, came) => {
    expect(whyNot(description)).toBe(came);
  });
});
