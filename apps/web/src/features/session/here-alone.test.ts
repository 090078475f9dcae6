import { describe, expect, it } from "vitest";
import { hereAlone } from "./here-alone.ts";

const oauth = {
  domain: "login.example",
  scopes: ["openid"],
  redirectSignIn: ["http://localhost:5173/sign-in", "https://photos.example/sign-in"],
  redirectSignOut: ["http://localhost:5173/", "https://photos.example/"],
  responseType: "code" as const,
  providers: ["Google", "Facebook"],
};

describe(hereAlone, () => {
  it("leaves the addresses of this origin, and the providers that there is a button for", () => {
    expect(hereAlone(oauth, "https://photos.example")).toEqual({
      ...oauth,
      redirectSignIn: ["https://photos.example/sign-in"],
      redirectSignOut: ["https://photos.example/"],
      providers: ["Google"],
    });
  });

  it("is nothing where nobody could come back, or there is no managed login", () => {
    expect(hereAlone(oauth, "https://elsewhere.example")).toBeUndefined();
    expect(hereAlone(undefined, "https://photos.example")).toBeUndefined();
  });
});
