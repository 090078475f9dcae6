import { checkMailAddress } from "./mail-address.ts";
import type { Mail, Mailer } from "./mailer.ts";

export interface MemoryMailer extends Mailer {
  /** What was sent, in order. */
  readonly sent: readonly Mail[];
}

/** Keeps mails instead of sending them. */
export function createMemoryMailer(): MemoryMailer {
  const sent: Mail[] = [];
  return {
    sent,
    async send(mail, options) {
      checkMailAddress(mail.to);
      options?.signal?.throwIfAborted();
      if (sent.some(({ id }) => id === mail.id)) return;
      sent.push({ ...mail, subject: mail.subject.replaceAll(/\s+/g, " ") });
    },
  };
}
