import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { pageFiles } from "./page-files.ts";

const files = new Map(pageFiles().map((file) => [file.key, file]));

describe("the files of the page", () => {
  it("are there, each with its type", () => {
    expect(files.size).toBe(pageFiles().length);
    expect(files.get("index.html")?.contentType).toBe("text/html; charset=utf-8");
    expect(files.has("share.html")).toBe(false);
    for (const { path } of files.values()) expect(readFileSync(path).byteLength).toBeGreaterThan(0);
  });

  it.each(["index.html", "docs/index.html"])("are all that %s asks this origin for", (page) => {
    const text = readFileSync(files.get(page)?.path ?? "", "utf8");
    const asked = Array.from(text.matchAll(/(?:src|href)="\/((?:assets|docs)\/[^"]+)"/g), ([, key = ""]) => key);
    expect(asked.length).toBeGreaterThan(1);
    for (const key of asked) expect([...files.keys()]).toContain(key);
  });
});
