import { checkMailAddress } from "./mail-address.ts";
import type { Mail, Mailer } from "./mailer.ts";

export interface MemoryMailer extends Mailer {
  /** What was sent, in order. */
  readonly sent: readonly Mail[];
}

/** Keeps mails instead of sending them. */
export function createMemoryMailer(): MemoryMailer {
  let sent: readonly Mail[] = [];
  return {
    get sent() {
      return sent;
    },
    async send(mail, options) {
      checkMailAddress(mail.to);
      options?.signal?.throwIfAborted();
      if (sent.some(({ id }) => id === mail.id)) return;
      sent = [...sent, { ...mail, subject: mail.subject.replaceAll(/\s+/g, " ") }];
    },
    async forget(to, options) {
      options?.signal?.throwIfAborted();
      sent = sent.filter((mail) => mail.to !== to);
    },
  };
}
