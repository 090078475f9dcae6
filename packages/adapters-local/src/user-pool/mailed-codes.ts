import { hours, plus } from "@tintype/core";
import { CognitoError } from "./cognito-error.ts";
import { confirmationMail } from "./confirmation-mail.ts";
import type { Pool } from "./pool.ts";
import { randomCode, randomUuid } from "./random.ts";
import type { User } from "./user.ts";

/** How long a code that confirms an address is good for (docs.aws.amazon.com/cognito, "Quotas"). */
const lifetime = hours(24);

/** As Cognito says where a code went: enough to recognise one's own address, too little to learn somebody's. */
export interface CodeDelivery {
  readonly AttributeName: "email";
  readonly DeliveryMedium: "EMAIL";
  readonly Destination: string;
}

/** Mails a new code to somebody who signed up; an earlier one is worth nothing from now on. */
export async function mailCode(pool: Pool, user: User): Promise<CodeDelivery> {
  const code = randomCode(pool.random);
  const digest = await pool.secrets.mac("mailed-code", messageOf(user.subject, code));
  pool.codes.replace(user.subject, "confirm", digest, plus(pool.clock.now(), lifetime));
  try {
    await pool.mailer.send({ id: `confirm-${randomUuid(pool.random)}`, to: user.email, ...confirmationMail(code) });
  } catch (cause) {
    throw new CognitoError("CodeDeliveryFailureException", "The confirmation code could not be mailed.", { cause });
  }
  return deliveryTo(user.email);
}

/**
 * Checks a code that somebody typed. Without a user (or a code that was sent) it does the same and finds a mismatch, so
 * that neither the answer nor its time tells whether there is one. Only who has the right code learns that it has
 * expired.
 */
export async function checkCode(pool: Pool, user: User | undefined, code: string): Promise<void> {
  const sent = user === undefined ? undefined : pool.codes.get(user.subject, "confirm");
  const matches = await pool.secrets.verify("mailed-code", messageOf(user?.subject ?? "", code), sent?.digest ?? "");
  if (sent === undefined || !matches) {
    throw new CognitoError("CodeMismatchException", "Invalid verification code provided, please try again.");
  }
  if (pool.clock.now() >= sent.expiresAt) {
    throw new CognitoError("ExpiredCodeException", "Invalid code provided, please request a code again.");
  }
}

/** `ada@example.com` as `a***@e***`. Of a name that is no address the same is made up. */
export function deliveryTo(username: string): CodeDelivery {
  const [local = "", host = local] = username.split("@");
  return {
    AttributeName: "email",
    DeliveryMedium: "EMAIL",
    Destination: `${local.charAt(0)}***@${host.charAt(0)}***`,
  };
}

const messageOf = (subject: string, code: string) => `${subject}:${code}`;
