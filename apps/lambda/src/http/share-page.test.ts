import { describe, expect, it } from "vitest";
import { openSharePage } from "./share-page.ts";

const ours = new URL("../../../web/bundle/share.html", import.meta.url);

describe(openSharePage, () => {
  it("shows the page, and says by the status whether the link leads anywhere", async () => {
    const page = openSharePage(ours);
    const found = await page?.(true);
    expect(found?.status).toBe(200);
    expect(found?.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(found?.headers.get("content-security-policy")).toContain("script-src 'self'; ");
    expect(await found?.text()).toContain("<!doctype html>");
    const lost = await page?.(false);
    expect(lost?.status).toBe(404);
    expect(await lost?.text()).toContain("<!doctype html>");
  });

  it("gives messengers a card that tells nothing of what is shared", async () => {
    const text = (await (await openSharePage(ours)?.(true))?.text()) ?? "";
    const card = Array.from(text.matchAll(/<meta property="og:(\w+)" content="([^"]+)"/g), ([, name]) => name);
    expect(card).toEqual(["type", "site_name", "title", "description", "locale"]);
    expect(text).not.toContain("og:image");
  });

  it("is not there where no bundle carries it", () => {
    expect(openSharePage(new URL("nowhere.html", ours))).toBeUndefined();
  });
});
