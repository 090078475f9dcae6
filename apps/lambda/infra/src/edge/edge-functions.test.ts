import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { behaviours } from "./edge.fixture.ts";
import { showPage, stripDownloads } from "./edge-functions.ts";

describe("at the edge", () => {
  const run = (code: string, uri: string): string =>
    runInNewContext(`${code}; handler({ request: { uri: ${JSON.stringify(uri)} } }).uri`);

  it.each([
    ["/dl/o/01abc/01def.jpg", "/o/01abc/01def.jpg"],
    ["/dl/c/01abc/dl/x.jpg", "/c/01abc/dl/x.jpg"],
  ])("a download is found by its key: %s", (uri, key) => {
    expect(run(stripDownloads, uri)).toBe(key);
  });

  it.each(["/", "/sign-in", "/sign-in/", "/photos/01KAGSJZZ0A3X5C7V9B1N2M4QW", "/trash", "/shares", "/settings/x.y/z"])(
    "%s is for the page to read",
    (uri) => {
      expect(run(showPage, uri)).toBe("/index.html");
    },
  );

  it("all that the page shows something at is for it to read, and nobody else's", () => {
    const views = readFileSync(new URL("../../../../web/src/app/views.ts", import.meta.url), "utf8");
    const paths = Array.from(views.matchAll(/^ {2}"(\/[^"]*)":/gm), ([, path = ""]) => path);
    expect(paths).toEqual(expect.arrayContaining(["/", "/photos/:id", "/sign-in"]));
    const others = Object.keys(behaviours).filter((pattern) => pattern !== "*");
    for (const path of paths) {
      const uri = path.replace(":id", "01KAGSJZZ0A3X5C7V9B1N2M4QW");
      expect(run(showPage, uri)).toBe("/index.html");
      expect(others.filter((pattern) => uri.startsWith(pattern.replace(/\*$/, "")))).toEqual([]);
    }
  });

  it.each(["/docs", "/docs/"])("%s is the reference of the API", (uri) => {
    expect(run(showPage, uri)).toBe("/docs/index.html");
  });

  it.each([
    "/assets/index-B1a2.js",
    "/assets/nothing",
    "/assets/",
    "/docs/reference.js",
    "/docs/nothing",
    "/robots.txt",
  ])("%s is a file, or missing", (uri) => {
    expect(run(showPage, uri)).toBe(uri);
  });
});
