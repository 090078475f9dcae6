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

  it("know of nothing that a development server alone has: what there is, /config.json tells them", () => {
    const ours = [...files.values()].filter(({ key }) => !key.startsWith("docs/swagger-ui"));
    expect(ours.filter(({ path }) => readFileSync(path, "utf8").includes("/_dev")).map(({ key }) => key)).toEqual([]);
  });

  it("are kept by browsers for good where their names change with what is in them, and nowhere else", () => {
    const kept = [...files.values()].filter(({ immutable }) => immutable).map(({ key }) => key);
    expect(kept.length).toBeGreaterThan(3);
    expect(kept.filter((key) => !/^assets\/[\w-]+-[\w-]{8}\.(?:js|css)$/.test(key))).toEqual([]);
    expect(files.get("assets/icon.svg")?.immutable).toBe(false);
  });

  it.each(["index.html", "docs/index.html"])("are all that %s asks this origin for", (page) => {
    const text = readFileSync(files.get(page)?.path ?? "", "utf8");
    const asked = Array.from(text.matchAll(/(?:src|href)="\/((?:assets|docs)\/[^"]+)"/g), ([, key = ""]) => key);
    expect(asked.length).toBeGreaterThan(1);
    for (const key of asked) expect([...files.keys()]).toContain(key);
  });
});
