import { describe, expect, it } from "vitest";
import { toldBy } from "./follow-other-tabs.ts";

const key = "CognitoIdentityServiceProvider.web.LastAuthUser";

describe(toldBy, () => {
  it("tells that whoever was here has left, or that somebody else has come", () => {
    expect(toldBy({ key, newValue: null })).toBe("lost");
    expect(toldBy({ key: null, newValue: null })).toBe("lost");
    expect(toldBy({ key, newValue: "bea" })).toBe("other");
  });

  it("tells nothing where a token was refreshed, or something else is kept", () => {
    expect(toldBy({ key: "CognitoIdentityServiceProvider.web.ana.accessToken", newValue: "new" })).toBeUndefined();
    expect(toldBy({ key: "CognitoIdentityServiceProvider.web.ana.accessToken", newValue: null })).toBeUndefined();
    expect(toldBy({ key: "tintype.language", newValue: null })).toBeUndefined();
  });
});
