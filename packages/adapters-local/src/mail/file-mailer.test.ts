import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeMailer } from "@tintype/core/contracts";
import { createManualClock } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createFileMailer } from "./file-mailer.ts";
import { readMailbox } from "./read-mailbox.ts";

async function openOutbox() {
  const folder = await mkdtemp(join(tmpdir(), "tintype-mail-"));
  const clock = createManualClock();
  return {
    folder: join(folder, "outbox"),
    clock,
    mailer: createFileMailer({ folder: join(folder, "outbox"), clock, from: "tintype@example.com" }),
    received: async (address: string) => (await readMailbox(join(folder, "outbox"))).filter(({ to }) => to === address),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

describeMailer({ describe, it, expect }, "files", openOutbox);

describe("the mailbox on disk", () => {
  const mail = { id: "../a/b:1", to: "ana@example.com", subject: "Hello", text: "text", html: "<p>text</p>" };

  it("is empty before the first mail", async () => {
    await using outbox = await openOutbox();
    expect(await readMailbox(outbox.folder)).toEqual([]);
  });

  it("shows the newest mail first, with its time to the second", async () => {
    await using outbox = await openOutbox();
    await outbox.mailer.send(mail);
    const first = outbox.clock.now();
    outbox.clock.advance(60_000);
    await outbox.mailer.send({ ...mail, id: "2", subject: "Later" });
    const mails = await readMailbox(outbox.folder);
    expect(mails.map(({ subject }) => subject)).toEqual(["Later", "Hello"]);
    expect(mails[1]?.at.slice(0, 19)).toBe(first.slice(0, 19));
  });

  it("keeps every mail in a file of its own, inside its folder, for this user alone", async () => {
    await using outbox = await openOutbox();
    await outbox.mailer.send(mail);
    const [name, ...others] = await readdir(outbox.folder);
    expect(others).toEqual([]);
    expect(name).toBe("..%2Fa%2Fb%3A1.eml");
    expect((await stat(join(outbox.folder, name ?? ""))).mode & 0o077).toBe(0);
  });

  it("is unavailable, with the reason, where nothing can be written", async () => {
    await using outbox = await openOutbox();
    await writeFile(outbox.folder, "a file where the folder should be");
    await expect(outbox.mailer.send(mail)).rejects.toMatchObject({ code: "unavailable" });
  });
});
