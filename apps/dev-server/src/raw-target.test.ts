import { describe, expect, it } from "vitest";
import { isPlainTarget } from "./raw-target.ts";

describe(isPlainTarget, () => {
  it.for([
    "/",
    "/?a=b",
    "/api/photos",
    "/api/photos/",
    "/api/photos?cursor=%2Fa%3D",
    "/p/01jd4/01jd5/thumb.webp?Policy=ey__&Signature=a-b~c&Key-Pair-Id=K1",
    "/user-pool/local_tintype/.well-known/jwks.json",
    "/_dev/mailbox",
    `/${"a".repeat(8_191)}`,
  ])("takes %s", (target) => {
    expect(isPlainTarget(target)).toBe(true);
  });

  it.for([
    "",
    "*",
    "api/photos",
    "http://127.0.0.1/api/photos",
    "//api/photos",
    "/api//photos",
    "/api/photos//",
    "/api/./photos",
    "/api/../photos",
    "/api/..",
    "/.hidden",
    "/.well-known/../etc",
    "/well-known/.hidden",
    "/api/%70hotos",
    "/api%2Fphotos",
    "/api\\photos",
    "/api/photos#top",
    "/api/photos?a=b#top",
    "/api/phötos",
    "/api/photos?a=ö",
    "/api/photos?a b",
    "/api/photos?a=b\u007f",
    "/api/photos\n",
    `/${"a".repeat(8_192)}`,
  ])("refuses %j", (target) => {
    expect(isPlainTarget(target)).toBe(false);
  });
});
