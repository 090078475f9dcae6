import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findBrowser, launch } from "./browser.ts";
import { startServer, temporaryFolder } from "./server.ts";

const found = await findBrowser();

describe("the page about the API", () => {
  it("shows every operation, tries one, and asks nobody else", { timeout: 120_000 }, async ({ skip }) => {
    if (!("path" in found)) skip(found.why);
    await using folder = await temporaryFolder();
    await using server = await startServer({ dataFolder: join(folder.path, "data") });
    const answer = await fetch(`${server.origin}/openapi.json`);
    const { paths } = (await answer.json()) as { paths: Record<string, object> };
    const operations = Object.values(paths).flatMap((methods) => Object.keys(methods));

    const browser = await launch("path" in found ? found.path : "");
    try {
      const page = await browser.newPage({ colorScheme: "dark" });
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      const hosts = new Set<string>();
      page.on("request", (request) => hosts.add(new URL(request.url()).origin));

      await page.goto(`${server.origin}/docs`);
      await page.locator(".opblock").first().waitFor();
      expect(await page.locator(".opblock").count()).toBe(operations.length);
      expect(await page.locator("html").getAttribute("class")).toBe("dark-mode");

      const health = page.locator("#operations-service-getHealth");
      await health.click();
      await health.getByRole("button", { name: "Try it out" }).click();
      await health.getByRole("button", { name: "Execute" }).click();
      await health.locator(".live-responses-table").getByText('"ok"').waitFor();

      await page.getByRole("button", { name: "Authorize" }).first().click();
      await page.locator(".dialog-ux").getByText("Authorization: Share GRANT").waitFor();
      expect(complaints).toEqual([]);
      hosts.delete("null");
      expect([...hosts]).toEqual([server.origin]);
    } finally {
      await browser.close();
    }
  });
});
