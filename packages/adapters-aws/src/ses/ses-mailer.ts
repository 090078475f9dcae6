import { SESv2Client, type SESv2ClientConfig, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { type CallOptions, checkMailAddress, type Mail, type Mailer } from "@tintype/core";
import { type DynamoOptions, openDynamo } from "../dynamo/dynamo.ts";
import { composeMail } from "./compose-mail.ts";
import { claimMail, releaseMail, settleMail } from "./mail-claim.ts";
import { isUnsent, translateSesError } from "./translate-ses-error.ts";

export interface SesMailerOptions extends DynamoOptions {
  /** Region, credentials, endpoint and time-outs. The client is made with the first mail. */
  readonly ses: SESv2ClientConfig;
  /** The sender: an address that SES has verified, or one with a name before it (`Tintype <tintype@example.com>`). */
  readonly from: string;
  /** What SES tells bounces and complaints of. */
  readonly configurationSet?: string;
}

/**
 * Sends by SES, which knows no idempotency: the core table remembers which mails it may have (for 30 days). A mail is
 * never sent again once SES may have taken it: where the connection breaks before the answer, this call rejects with
 * `unavailable`, and the next one resolves. A mail that another process is sending at this moment is `unavailable`, too.
 * Once sending has begun, an abort comes too late.
 */
export function createSesMailer(options: SesMailerOptions): Mailer {
  const { ses, from, configurationSet } = options;
  const dynamo = openDynamo(options);
  const underway = new Map<string, Promise<void>>();
  let client: SESv2Client | undefined;

  async function deliver(mail: Mail, callOptions?: CallOptions): Promise<void> {
    const claim = await claimMail(dynamo, mail.id, callOptions);
    if (claim === undefined) return;
    const command = new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [mail.to] },
      Content: { Raw: { Data: composeMail(mail, from) } },
      ConfigurationSetName: configurationSet,
    });
    try {
      // The SDK would send it again where the answer got lost.
      client ??= new SESv2Client({ ...ses, maxAttempts: 1 });
      await client.send(command);
    } catch (error) {
      await (isUnsent(error) ? releaseMail : settleMail)(dynamo, claim);
      throw translateSesError(error);
    }
    await settleMail(dynamo, claim);
  }

  return {
    async send(mail, callOptions) {
      checkMailAddress(mail.to);
      callOptions?.signal?.throwIfAborted();
      const running = underway.get(mail.id) ?? deliver(mail, callOptions).finally(() => underway.delete(mail.id));
      underway.set(mail.id, running);
      await running;
    },
    // Nothing is kept but hashes of ids.
    forget: async (_, callOptions) => callOptions?.signal?.throwIfAborted(),
  };
}
