import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createManualClock } from "@tintype/core/testing";
import { expect, it } from "vitest";
import { createFileMailer } from "./file-mailer.ts";
import { readMailbox } from "./read-mailbox.ts";

it("shows the newest mail first, also of those that were sent in one second", async () => {
  const folder = await mkdtemp(join(tmpdir(), "mailbox-"));
  const clock = createManualClock();
  const mailer = createFileMailer({ folder, clock, from: "a@example.com" });
  for (const id of ["3", "1", "2"]) {
    await mailer.send({ id, to: "b@example.com", subject: id, text: "", html: "" });
    clock.advance(1);
  }
  expect((await readMailbox(folder)).map(({ subject }) => subject)).toEqual(["2", "1", "3"]);
  await rm(folder, { recursive: true });
});
