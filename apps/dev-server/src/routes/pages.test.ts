import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { createBuiltPage } from "../page/built-page.ts";
import { pageRoutes } from "./pages.ts";

const people = { headers: { accept: "text/html,*/*;q=0.8" } };

/** A page as it is built: two documents, a script whose name changes with it, and an icon whose name does not. */
async function opened() {
  const folder = await mkdtemp(join(tmpdir(), "tintype-page-"));
  await mkdir(join(folder, "assets"));
  const files = {
    "index.html": "the page",
    "share.html": "a link",
    "assets/icon.svg": "<svg/>",
    "assets/index-a1B2_c-4.js": "1",
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const page = createBuiltPage(pathToFileURL(`${folder}/`));
  return { page, app: pageRoutes(page) };
}

describe(pageRoutes, () => {
  it("shows the page at every address that nothing else has, to whoever asks for a page", async () => {
    const { app } = await opened();
    for (const path of ["/", "/trash", "/photos/01ABC", "/sign-in?next=%2Ftrash"]) {
      const response = await app.request(path, people);
      expect([path, response.status, await response.text()]).toEqual([path, 200, "the page"]);
    }
    expect((await app.request("/trash")).status).toBe(404);
    expect((await app.request("/trash", { ...people, method: "POST" })).status).toBe(404);
  });

  it.each([
    "/api/nothing",
    "/s/a/b",
    "/p/x",
    "/dl/x",
    "/blobs/x",
    "/assets/gone",
    "/gone.js",
    "/_dev/x",
    "/user-pool/x",
  ])("shows no page at %s, which is not the page's", async (path) => {
    const { app } = await opened();
    expect((await app.request(path, people)).status).toBe(404);
  });

  it("has browsers keep for good what changes its name, and ask again for everything else", async () => {
    const { app } = await opened();
    const headersOf = async (path: string) => {
      const { headers } = await app.request(path, people);
      return [headers.get("content-type")?.split(";")[0], headers.get("cache-control")];
    };
    expect(await headersOf("/assets/index-a1B2_c-4.js")).toEqual([
      "text/javascript",
      "public, max-age=31536000, immutable",
    ]);
    expect(await headersOf("/assets/icon.svg")).toEqual(["image/svg+xml", "no-cache"]);
    expect(await headersOf("/assets/sample.jpg")).toEqual(["image/jpeg", "no-cache"]);
    expect(await headersOf("/")).toEqual(["text/html", "no-cache"]);
  });

  it("hands out documents at their addresses alone, and nothing from beside the page", async () => {
    const { page } = await opened();
    for (const path of ["/index.html", "/share.html", "/../package.json", "/.env", "/assets/..", "/assets"]) {
      expect([path, await page.part(path)]).toEqual([path, undefined]);
    }
  });

  it("runs its own scripts alone, and is framed by nobody", async () => {
    const { page } = await opened();
    for (const response of [await page.document("index", 200), await page.document("share", 404)]) {
      const policy = response.headers.get("content-security-policy");
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
      expect(policy).toMatch(/frame-ancestors 'none'/);
      expect(policy).not.toMatch(/unsafe|\*|nonce/);
      expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    }
  });

  it("says by its status whether a link leads anywhere", async () => {
    const { page } = await opened();
    expect([(await page.document("share", 200)).status, (await page.document("share", 404)).status]).toEqual([
      200, 404,
    ]);
  });

  it("says what to do where nothing was built", async () => {
    const page = createBuiltPage(new URL("nowhere/", import.meta.url));
    const response = await page.document("index", 200);
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining("npm run build")]);
  });
});
