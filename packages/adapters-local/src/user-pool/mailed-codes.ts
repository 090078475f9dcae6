import { hours, plus } from "@tintype/core";
import { codeMail } from "./code-mail.ts";
import type { CodePurpose, SentCode } from "./code-store.ts";
import { CognitoError, codeMismatch } from "./cognito-error.ts";
import type { Pool } from "./pool.ts";
import { randomCode, randomUuid } from "./random.ts";
import type { User } from "./user.ts";

/** How long a code is good for (docs.aws.amazon.com/cognito, "Quotas"). */
const lifetimes: Readonly<Record<CodePurpose, number>> = { confirm: hours(24), reset: hours(1), verify: hours(24) };

/** As Cognito says where a code went: enough to recognise one's own address, too little to learn somebody's. */
export interface CodeDelivery {
  readonly AttributeName: "email";
  readonly DeliveryMedium: "EMAIL";
  readonly Destination: string;
}

/** Counts a mail for somebody, a user or a name that nobody has. Throws when it would be the sixth within an hour. */
export const spendMail = ({ attempts }: Pool, whose: string): void => attempts.spend("send", whose, mostMails);

const mostMails = 5;

/** A code that nobody has been told yet. */
export interface NewCode {
  readonly code: string;
  /** Makes it the one that is good from now on. */
  keep(address: string): void;
}

/** The same work for names that nobody has. */
export async function newCode(pool: Pool, whose: string, purpose: CodePurpose): Promise<NewCode> {
  const code = randomCode(pool.random);
  const digest = await pool.secrets.mac("mailed-code", messageOf(purpose, whose, code));
  return {
    code,
    keep: (address) => pool.codes.replace(whose, purpose, digest, plus(pool.clock.now(), lifetimes[purpose]), address),
  };
}

/** Mails a new code to the user, or to another `address` of theirs; an earlier one is worth nothing from now on. */
export async function mailCode(
  pool: Pool,
  { subject, email }: User,
  purpose: CodePurpose,
  address = email,
): Promise<CodeDelivery> {
  const { code, keep } = await newCode(pool, subject, purpose);
  keep(address);
  return deliverCode(pool, purpose, code, address);
}

/** Mails a code that is kept. Throws `CodeDeliveryFailureException`. */
export async function deliverCode(
  pool: Pool,
  purpose: CodePurpose,
  code: string,
  address: string,
): Promise<CodeDelivery> {
  try {
    await pool.mailer.send({ id: `${purpose}-${randomUuid(pool.random)}`, to: address, ...codeMail(purpose, code) });
  } catch (cause) {
    throw new CognitoError("CodeDeliveryFailureException", "The confirmation code could not be mailed.", { cause });
  }
  return deliveryTo(address);
}

/**
 * Checks a code that somebody typed. Without a user (or a code that was sent) it does the same and finds a mismatch, so
 * that neither the answer nor its time tells whether there is one. Only who has the right code learns that it has
 * expired.
 */
export async function checkCode(
  pool: Pool,
  user: User | undefined,
  purpose: CodePurpose,
  code: string,
): Promise<SentCode> {
  const sent = user === undefined ? undefined : pool.codes.get(user.subject, purpose);
  const message = messageOf(purpose, user?.subject ?? "", code);
  const matches = await pool.secrets.verify("mailed-code", message, sent?.digest ?? "");
  if (sent === undefined || !matches) throw codeMismatch();
  if (pool.clock.now() >= sent.expiresAt) {
    throw new CognitoError("ExpiredCodeException", "Invalid code provided, please request a code again.");
  }
  return sent;
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

const messageOf = (purpose: CodePurpose, subject: string, code: string) => `${purpose}:${subject}:${code}`;
