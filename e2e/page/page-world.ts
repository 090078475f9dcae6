import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { findBrowser, launch } from "../browser.ts";
import { demo } from "../client.ts";
import { type ServerProcess, startServer, temporaryFolder } from "../server.ts";

/** What vitest hands to a test: `skip` goes on where there is no browser to look with. */
type Skip = (condition: boolean, note: string) => void;

/** A server with the page as it is built, and a browser. */
export interface PageWorld extends AsyncDisposable {
  readonly origin: string;
  readonly server: ServerProcess;
  /** A folder for files to be chosen. */
  readonly folder: string;
  /** A page of somebody who has never been here. */
  newcomer(skip: Skip, options?: BrowserContextOptions): Promise<Page>;
  /** The same, signed in with the demo account, at `path`. */
  demo(skip: Skip, path?: string, options?: BrowserContextOptions): Promise<Page>;
  /** What no page should do: errors of scripts, refusals of the policy, and requests to anybody else. */
  readonly complaints: readonly string[];
}

/** `environment` is the server's, beside what it has by itself; `prepare` may put something into its folder before it starts. */
export async function openPageWorld(
  environment: Readonly<Record<string, string>> = {},
  prepare: (dataFolder: string) => Promise<void> = async () => {},
): Promise<PageWorld> {
  const folder = await temporaryFolder();
  await prepare(join(folder.path, "data"));
  const found = await findBrowser();
  const server: ServerProcess = await startServer({ dataFolder: join(folder.path, "data"), environment });
  const browser: Browser | undefined = "path" in found ? await launch(found.path) : undefined;
  const complaints: string[] = [];

  const newcomer: PageWorld["newcomer"] = async (skip, options) => {
    skip(browser === undefined, "why" in found ? found.why : "");
    const context = await (browser as Browser).newContext({ locale: "en-GB", ...options });
    const page = await context.newPage();
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      // A refused request is one of the things that are tried here.
      const isAnswer = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && !isAnswer) complaints.push(message.text());
    });
    page.on("request", (request) => {
      if (!/^(?:blob|data):/.test(request.url()) && new URL(request.url()).origin !== server.origin) {
        complaints.push(`asked ${request.url()}`);
      }
    });
    return page;
  };

  return {
    origin: server.origin,
    server,
    folder: folder.path,
    complaints,
    newcomer,
    demo: async (skip, path = "/", options = {}) => {
      const page = await newcomer(skip, options);
      await page.goto(`${server.origin}${path}`);
      await page.getByLabel(/^(?:Email|이메일)$/).fill(demo.email);
      await page.getByLabel(/^(?:Password|비밀번호)$/).fill(demo.password);
      await page.keyboard.press("Enter");
      await page.getByRole("navigation").waitFor();
      return page;
    },
    [Symbol.asyncDispose]: async () => {
      await browser?.close();
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
