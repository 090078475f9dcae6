import { type ReceivedMail, readMailbox } from "@tintype/adapters-local";
import { escapeHtml } from "@tintype/core";
import { Hono } from "hono";

/** What was mailed, instead of a post office: a page for people, JSON for tests. */
export function mailboxRoutes(folder: string): Hono {
  const app = new Hono();
  app.get("/_dev/mailbox", async (context) => {
    const items = await readMailbox(folder);
    context.header("vary", "Accept");
    context.header("cache-control", "no-store");
    if (context.req.header("accept")?.includes("application/json")) return context.json({ items });
    context.header(
      "content-security-policy",
      "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'",
    );
    return context.html(page(items));
  });
  return app;
}

const page = (mails: readonly ReceivedMail[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mailbox · Tintype</title>
<link rel="icon" href="/assets/icon.svg"><link rel="stylesheet" href="/assets/style.css">
</head>
<body><main>
<header><h1>Mailbox</h1><nav><a href="/">Photos</a></nav></header>
<p class="quiet">Nothing is sent: every mail stays here, on this machine.</p>
${mails.length === 0 ? '<p class="mail">Nothing has been mailed yet.</p>' : mails.map(entry).join("\n")}
</main></body></html>`;

/** The text part: what a mail's HTML does is nothing that this page wants to have done to it. */
const entry = ({ to, subject, text, at }: ReceivedMail): string => `<article class="mail">
<h2>${escapeHtml(subject)}</h2>
<p class="quiet">to ${escapeHtml(to)} · <time datetime="${at}">${at.slice(0, 19).replace("T", " ")} UTC</time></p>
<pre>${escapeHtml(text.trim())}</pre>
</article>`;
