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
      options?.signal?.throwIfAborted();
      if (!sent.some(({ id }) => id === mail.id)) sent.push({ ...mail });
    },
  };
}
