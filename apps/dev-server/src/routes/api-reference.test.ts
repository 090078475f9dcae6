import { describe, expect, it } from "vitest";
import { apiReferenceRoutes } from "./api-reference.ts";

const get = async (path: string) => apiReferenceRoutes().request(path);

describe(apiReferenceRoutes, () => {
  it("serves the page and every part that it asks for, as what it is", async () => {
    const page = await get("/docs");
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    const parts = [...(await page.text()).matchAll(/(?:src|href)="(\/docs\/[^"]+)"/g)].map(([, part]) => part ?? "");
    expect(parts).toHaveLength(4);
    for (const part of parts) {
      const { status, headers } = await get(part);
      const type = part.endsWith(".css") ? "text/css" : "text/javascript";
      expect([part, status, headers.get("content-type")]).toEqual([part, 200, `${type}; charset=utf-8`]);
    }
  });

  it("has nothing inline and nothing from elsewhere, and may have neither", async () => {
    const page = await get("/docs");
    const policy = page.headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;");
    expect(policy).not.toMatch(/unsafe|\*|http/);
    expect(await page.text()).not.toMatch(/<script(?![^>]*\ssrc="\/)|<style|\sstyle="|\son\w+="|https?:\/\//);
  });

  it("leads to the description itself where Swagger UI is not installed", async () => {
    const app = apiReferenceRoutes(null);
    const page = await app.request("/docs");
    expect([page.status, page.headers.get("location")]).toEqual([302, "/openapi.json"]);
    expect((await app.request("/docs/reference.js")).status).toBe(404);
  });

  it("serves nothing else of the package that it comes from", async () => {
    for (const path of ["/docs/index.html", "/docs/swagger-ui.js", "/docs/package.json", "/docs/"]) {
      expect((await get(path)).status).toBe(404);
    }
  });
});
