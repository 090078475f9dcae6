import { randomUUID } from "node:crypto";
import { link, mkdir, open, unlink } from "node:fs/promises";
import { join } from "node:path";
import { type Clock, type Mail, type Mailer, millisOf, Unavailable } from "@tintype/core";
import MailComposer from "nodemailer/lib/mail-composer";

export interface FileMailerOptions {
  /** One `.eml` file a mail lies in it. Made when it is needed. */
  readonly folder: string;
  readonly clock: Clock;
  /** The sender's address. */
  readonly from: string;
}

/**
 * An outbox on disk instead of a post office: every mail is a file that any mail program opens (RFC 5322), named after its
 * time and id. A mail whose `send` has resolved survives a loss of power.
 */
export function createFileMailer({ folder, clock, from }: FileMailerOptions): Mailer {
  return {
    async send(mail, options) {
      options?.signal?.throwIfAborted();
      const date = clock.now();
      const message = await new MailComposer({
        from,
        to: { name: "", address: mail.to },
        subject: mail.subject.replaceAll(/\s+/g, " "),
        text: mail.text,
        html: mail.html,
        date: new Date(millisOf(date)),
        messageId: `<${encodeURIComponent(mail.id)}@tintype>`,
      })
        .compile()
        .build();
      try {
        await mkdir(folder, { recursive: true });
        await writeOnce(folder, fileNameOf(mail), message);
      } catch (cause) {
        throw new Unavailable("The mail could not be put into the outbox.", { cause });
      }
    },
  };
}

const fileNameOf = ({ id }: Mail): string => `${encodeURIComponent(id).slice(0, 200)}.eml`;

/** Whole, on disk, and only if there is none of that name yet. */
async function writeOnce(folder: string, name: string, content: Uint8Array): Promise<void> {
  const temporary = join(folder, `.${randomUUID()}`);
  const file = await open(temporary, "wx", 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(temporary, join(folder, name));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await unlink(temporary);
  }
  const directory = await open(folder, "r");
  await directory.sync().finally(() => directory.close());
}
