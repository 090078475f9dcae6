import { createHash } from "node:crypto";
import { escapeHtml } from "@tintype/core";
import { stylesheet } from "./stylesheet.ts";

/** A piece of a page, in which whatever came from outside is escaped. */
export interface Html {
  readonly markup: string;
}

type Piece = Html | string | readonly Html[] | undefined;

export const html = (parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html => ({
  markup: parts.reduce((text, part, index) => `${text}${markupOf(pieces[index - 1])}${part}`),
});

function markupOf(piece: Piece): string {
  if (piece === undefined) return "";
  if (typeof piece === "string") return escapeHtml(piece);
  return "markup" in piece ? piece.markup : piece.map(({ markup }) => markup).join("");
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect x='3' y='3' width='26' height='26' rx='5' fill='%237a4a1d'/%3E%3Ccircle cx='16' cy='16' r='8' fill='none' stroke='%23faf9f6' stroke-width='2.5'/%3E%3Ccircle cx='16' cy='16' r='3' fill='%23faf9f6'/%3E%3C/svg%3E";

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const styleHash = hashOf(stylesheet);

export interface PageOptions {
  readonly title: string;
  readonly status?: number;
  /** Where forms lead in the end, beside here: browsers hold redirects to it as well. `anywhere` for who cannot know. */
  readonly formTarget?: string | undefined;
  /** The only script that may run. */
  readonly script?: string | undefined;
}

/** A whole page that needs no script, loads nothing and can be in no frame. */
export function page({ title, status = 200, formTarget, script }: PageOptions, body: Html): Response {
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Tintype</title>
<link rel="icon" href="${icon}">
<style>${{ markup: stylesheet }}</style>
</head>
<body>
<main>${body}</main>
${script === undefined ? undefined : { markup: `<script>${script}</script>` }}</body>
</html>`;
  const policy = [
    "default-src 'none'",
    "img-src data:",
    `style-src ${styleHash}`,
    ...(script === undefined ? [] : [`script-src ${hashOf(script)}`]),
    ...(formTarget === "anywhere"
      ? []
      : [`form-action 'self'${formTarget === undefined ? "" : ` ${sourceOf(formTarget)}`}`]),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return new Response(markup, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": policy.join("; "),
      "x-content-type-options": "nosniff",
      // Not `no-referrer`: with it, browsers say of no form where it comes from.
      "referrer-policy": "same-origin",
    },
  });
}

/** An address as a source of a policy: its origin, or its scheme where an app has one of its own. */
function sourceOf(address: string): string {
  const { origin, protocol } = new URL(address);
  return origin === "null" ? protocol : origin;
}
