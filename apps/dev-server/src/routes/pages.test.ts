import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { pageRoutes, sharePage } from "./pages.ts";

const folder = new URL("../../pages/", import.meta.url);
const files = readdirSync(folder);

describe(pageRoutes, () => {
  it("serves the page and every part of it, as what it is", async () => {
    const app = pageRoutes();
    const typeOf = async (path: string) => (await app.request(path)).headers.get("content-type")?.split(";")[0];
    expect(await typeOf("/")).toBe("text/html");
    const types: Record<string, string> = {
      css: "text/css",
      js: "text/javascript",
      svg: "image/svg+xml",
      jpg: "image/jpeg",
    };
    for (const name of files.filter((name) => !name.endsWith(".html"))) {
      expect([name, await typeOf(`/assets/${name}`)]).toEqual([name, types[name.split(".")[1] ?? ""]]);
    }
    expect((await app.request("/assets/index.html")).status).toBe(404);
  });

  it("runs its own scripts alone, and is framed by nobody", async () => {
    for (const response of [await pageRoutes().request("/"), sharePage(true)]) {
      const policy = response.headers.get("content-security-policy");
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
      expect(policy).toMatch(/frame-ancestors 'none'/);
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    }
  });

  it("has nothing inline that its policy would refuse, and fetches nothing from elsewhere", () => {
    for (const name of files.filter((name) => name.endsWith(".html"))) {
      const html = readFileSync(new URL(name, folder), "utf8");
      expect(html).not.toMatch(/<script(?![^>]*\ssrc="\/assets\/)|<style|\sstyle="|\son\w+="|https?:\/\//);
      const parts = [...html.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].map(([, part]) => part);
      expect(parts.filter((part) => !files.includes(part ?? ""))).toEqual([]);
    }
  });
});

describe(sharePage, () => {
  it("says by its status whether the link leads anywhere", () => {
    expect([sharePage(true).status, sharePage(false).status]).toEqual([200, 404]);
  });
});
