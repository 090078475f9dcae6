import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import {
  type Clock,
  checkMailAddress,
  type Instant,
  type Mail,
  type Mailer,
  millisOf,
  Unavailable,
} from "@tintype/core";
import { makeDurableFolder } from "../files/durable-folders.ts";
import { fileSystem } from "../files/file-system.ts";
import { writeOnce } from "../files/write-once.ts";
import { readMails, sentAt } from "./read-mailbox.ts";

export interface FileMailerOptions {
  /** One `.eml` file a mail lies in it. Made when it is needed. */
  readonly folder: string;
  readonly clock: Clock;
  /** The sender's address. */
  readonly from: string;
}

/**
 * An outbox on disk instead of a post office: every mail is a file that any mail program opens (RFC 5322), named after its
 * id. A mail whose `send` has resolved survives a loss of power.
 */
export function createFileMailer({ folder, clock, from }: FileMailerOptions): Mailer {
  return {
    async send(mail, options) {
      checkMailAddress(mail.to);
      options?.signal?.throwIfAborted();
      const message = await compose(mail, from, clock.now());
      try {
        await makeDurableFolder(fileSystem, resolve(folder));
        await writeOnce(fileSystem, join(folder, fileNameOf(mail)), message);
      } catch (cause) {
        throw new Unavailable("The mail could not be put into the outbox.", { cause });
      }
    },
    async forget(to, options) {
      options?.signal?.throwIfAborted();
      try {
        for (const { mail, name } of await readMails(folder)) {
          if (mail.to === to) await rm(join(folder, name), { force: true });
        }
      } catch (cause) {
        throw new Unavailable("The outbox could not be looked through.", { cause });
      }
    },
  };
}

async function compose({ id, to, subject, text, html }: Mail, from: string, at: Instant): Promise<Uint8Array> {
  // Loaded with the first mail: it takes as long as everything else that a server loads at its start.
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
  const mail = new MailComposer({
    from,
    to: { name: "", address: to },
    subject: subject.replaceAll(/\s+/g, " "),
    text,
    html,
    date: new Date(millisOf(at)),
    headers: { [sentAt]: at },
    messageId: `<${encodeURIComponent(id)}@tintype>`,
  });
  return mail.compile().build();
}

/** The id, as far as a name may hold it. */
function fileNameOf({ id }: Mail): string {
  const name = encodeURIComponent(id);
  return `${name.length <= 200 ? name : createHash("sha256").update(id).digest("hex")}.eml`;
}
