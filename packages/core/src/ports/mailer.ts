import type { CallOptions } from "../shared/call-options.ts";

export interface Mail {
  /** Two mails with the same id are one: only the first is sent. */
  readonly id: string;
  /** One bare address (`ana@example.com`): anything else is `invalid_input`. */
  readonly to: string;
  /** One line; white space in it, line breaks too, becomes single blanks. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Sends mail. */
export interface Mailer {
  /** Resolves when the mail is handed over for good. Idempotent by `mail.id`. Throws `unavailable`. */
  send(mail: Mail, options?: CallOptions): Promise<void>;
  /** Removes what is kept of mails to that address, where any are kept. What has left cannot be called back. */
  forget(to: string, options?: CallOptions): Promise<void>;
}
