import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBrowser, launch } from "../browser.ts";
import { demo } from "../client.ts";
import { selfSigned } from "../managed-login/certificate.ts";
import { type ServedApp, serveApp } from "../managed-login/serve-app.ts";
import { type ServerProcess, startServer, temporaryFolder } from "../server.ts";

/** What the app offers to the test: see `app.js`. */
interface App {
  signIn(email: string, password: string): Promise<unknown>;
  session(): Promise<{ readonly prefix: string }>;
  upload(name: string, base64: string, more?: object): Promise<{ readonly path: string; readonly size: number }>;
  uploadLarge(name: string, bytes: number): Promise<number>;
  uploadElsewhere(path: string): Promise<unknown>;
  download(name: string): Promise<string>;
  size(name: string): Promise<number>;
  address(name: string): Promise<string>;
  list(folder: string): Promise<readonly string[]>;
  pages(folder: string): Promise<readonly number[]>;
  remove(name: string): Promise<void>;
  makePhoto(path: string): Promise<string>;
  stateOf(photo: string): Promise<string>;
}

const found = await findBrowser();

describe("Amplify Storage in a browser, at the development server", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: ServerProcess;
  let served: ServedApp;
  let browser: Browser | undefined;
  let page: Page;

  beforeAll(async () => {
    folder = await temporaryFolder();
    if (!("path" in found)) return;
    const [cert, key] = [join(folder.path, "cert.pem"), join(folder.path, "key.pem")];
    const pair = selfSigned();
    await Promise.all([writeFile(cert, pair.cert), writeFile(key, pair.key)]);
    served = await serveApp(new URL("app.js", import.meta.url));
    server = await startServer({
      dataFolder: join(folder.path, "data"),
      environment: { TINTYPE_TLS_CERT: cert, TINTYPE_TLS_KEY: key, TINTYPE_ORIGINS: served.origin },
    });
    served.pointTo(server.origin);
    browser = await launch(found.path);
    page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
    await page.goto(served.origin);
    await page.waitForFunction("window.app !== undefined");
    await app("signIn", demo.email, demo.password);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
    await served?.[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  const app = <Name extends keyof App>(
    name: Name,
    ...input: Parameters<App[Name]>
  ): Promise<Awaited<ReturnType<App[Name]>>> => page.evaluate(`window.app.${name}(...${JSON.stringify(input)})`);
  const base64 = (text: string) => Buffer.from(text).toString("base64");

  it("stores, reads, lists and removes what lies below the own prefix", async ({ skip }) => {
    skip(browser === undefined, "why" in found ? found.why : "");
    const { prefix } = await app("session");
    expect(await app("upload", "notes/a.txt", base64("Hello"))).toMatchObject({
      path: `${prefix}notes/a.txt`,
      size: 5,
    });
    for (const name of ["b", "c", "d", "e"]) await app("upload", `notes/${name}.txt`, base64(name));
    expect(await app("download", "notes/a.txt")).toBe("Hello");
    expect(await app("address", "notes/a.txt")).toBe("Hello");
    expect(await app("size", "notes/a.txt")).toBe(5);
    expect(await app("list", "notes/")).toEqual(["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"]);
    expect(await app("pages", "notes/")).toEqual([2, 2, 1]);
    await app("remove", "notes/a.txt");
    expect(await app("list", "notes/")).toEqual(["b.txt", "c.txt", "d.txt", "e.txt"]);
    await expect(app("download", "notes/a.txt")).rejects.toThrow("NoSuchKey");
  });

  it("replaces nothing that it was told to keep", async ({ skip }) => {
    skip(browser === undefined, "why" in found ? found.why : "");
    await app("upload", "kept.txt", base64("first"));
    const again = app("upload", "kept.txt", base64("second"), { preventOverwrite: true });
    await expect(again).rejects.toThrow("PreconditionFailed");
    expect(await app("download", "kept.txt")).toBe("first");
  });

  it("sends large files in parts, and with a checksum", async ({ skip }) => {
    skip(browser === undefined, "why" in found ? found.why : "");
    const bytes = 11 * 2 ** 20;
    expect(await app("uploadLarge", "large.bin", bytes)).toBe(bytes);
    expect(await app("size", "large.bin")).toBe(bytes);
  });

  it("reaches nobody else's prefix", async ({ skip }) => {
    skip(browser === undefined, "why" in found ? found.why : "");
    await expect(app("uploadElsewhere", "u/01KAFAKE000000000000000001/a.txt")).rejects.toThrow("AccessDenied");
  });

  it("makes a photo of what it has stored", async ({ skip }) => {
    skip(browser === undefined, "why" in found ? found.why : "");
    const jpeg = await sharp({ create: { width: 64, height: 48, channels: 3, background: "teal" } })
      .jpeg()
      .toBuffer();
    const { path } = await app("upload", "IMG_1.jpg", jpeg.toString("base64"));
    const photo = await app("makePhoto", path);
    await expect.poll(() => app("stateOf", photo)).toBe("ready");
  });
});
