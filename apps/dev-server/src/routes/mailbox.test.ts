import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFileMailer } from "@tintype/adapters-local";
import { createManualClock } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { mailboxRoutes } from "./mailbox.ts";

/** The mailbox, with a way to send it something. */
async function opened() {
  const folder = await mkdtemp(join(tmpdir(), "tintype-mailbox-"));
  const clock = createManualClock();
  const mailer = createFileMailer({ folder, clock, from: "tintype@example.com" });
  const app = mailboxRoutes(folder);
  return {
    clock,
    mailer,
    read: (accept: string) => app.request("/_dev/mailbox", { headers: { accept } }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

const mail = {
  id: "1",
  to: "ana@example.com",
  subject: "<b>Hello</b>",
  text: "<script>alert(1)</script>",
  html: "<p/>",
};

describe(mailboxRoutes, () => {
  it("says that nothing has been mailed yet", async () => {
    await using box = await opened();
    expect(await (await box.read("text/html")).text()).toContain("Nothing has been mailed yet");
    expect(await (await box.read("application/json")).json()).toEqual({ items: [] });
  });

  it("gives programs everything, newest first", async () => {
    await using box = await opened();
    await box.mailer.send(mail);
    box.clock.advance(60_000);
    await box.mailer.send({ ...mail, id: "2", subject: "Later" });
    const { items } = (await (await box.read("application/json")).json()) as { items: object[] };
    expect(items).toEqual([
      {
        to: mail.to,
        subject: "Later",
        text: expect.stringContaining(mail.text),
        html: expect.stringContaining(mail.html),
        at: "2026-11-20T09:31:00.000Z",
      },
      expect.objectContaining({ subject: mail.subject }),
    ]);
  });

  it("shows people the text, and runs nothing of it", async () => {
    await using box = await opened();
    await box.mailer.send(mail);
    const response = await box.read("text/html");
    const page = await response.text();
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page).toContain("&lt;b&gt;Hello&lt;/b&gt;");
    expect(page).not.toContain("<script>alert");
    expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("vary")).toBe("Accept");
  });
});
