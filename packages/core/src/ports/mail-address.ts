import { InvalidInput } from "../shared/errors.ts";

const oneAddress = /^(?=.{3,320}$)[^\s\p{Cc}"(),:;<>@[\\\]]+@[^\s\p{Cc}"(),:;<>@[\\\]]+$/u;

/**
 * Throws `invalid_input` unless a mail goes to one bare address (`ana@example.com`): no second one, no name, nothing that
 * could begin another header (RFC 5321 section 4.1.2, without quoted strings and address literals). Every Mailer calls it
 * first.
 */
export function checkMailAddress(to: string): void {
  if (oneAddress.test(to)) return;
  throw new InvalidInput([{ path: "to", code: "invalid_address", message: "must be one mail address" }]);
}
