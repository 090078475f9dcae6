import { describe, expect, it } from "vitest";
import { forgetSession, wasHere } from "./was-here.ts";

const keeping = (...keys: string[]) => ({ length: keys.length, key: (index: number) => keys[index] ?? null });

describe(wasHere, () => {
  it("sees what a session has left", () => {
    expect(wasHere(keeping("tintype.language", "CognitoIdentityServiceProvider.web.LastAuthUser"))).toBe(true);
    expect(wasHere(keeping("tintype.language"))).toBe(false);
    expect(wasHere(keeping())).toBe(false);
  });
});

describe(forgetSession, () => {
  it("leaves what is not the session's, and what it is told to", () => {
    const prefix = "CognitoIdentityServiceProvider.web";
    const keys = [`${prefix}.LastAuthUser`, "tintype.language", `${prefix}.ana.refreshToken`, `${prefix}.oauthSignIn`];
    const removed: string[] = [];
    const kept = { ...keeping(...keys), removeItem: (key: string) => removed.push(key) };
    forgetSession(kept, ".oauthSignIn");
    expect(removed).toEqual([keys[0], keys[2]]);
    forgetSession(kept);
    expect(removed.slice(2)).toEqual([keys[0], keys[2], keys[3]]);
  });
});
