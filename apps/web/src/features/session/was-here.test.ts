import { describe, expect, it } from "vitest";
import { wasHere } from "./was-here.ts";

const keeping = (...keys: string[]) => ({ length: keys.length, key: (index: number) => keys[index] ?? null });

describe(wasHere, () => {
  it("sees what a session has left", () => {
    expect(wasHere(keeping("tintype.language", "CognitoIdentityServiceProvider.web.LastAuthUser"))).toBe(true);
    expect(wasHere(keeping("tintype.language"))).toBe(false);
    expect(wasHere(keeping())).toBe(false);
  });
});
