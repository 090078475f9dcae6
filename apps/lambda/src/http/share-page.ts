import { existsSync, readFileSync } from "node:fs";
import type { SharePage } from "@tintype/http";

/** As the edge says it of the page's other parts. */
const headers = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-cache",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/**
 * The page for people who follow a link, from a file that a bundle carries beside its code. Where there is none, people get what
 * programs get. It is read when somebody first asks for it.
 */
export function openSharePage(file: URL): SharePage | undefined {
  if (!existsSync(file)) return undefined;
  let html: string | undefined;
  return (found) => {
    html ??= readFileSync(file, "utf8");
    return new Response(html, { status: found ? 200 : 404, headers });
  };
}
