import * as z from "zod";
import { invalidParameter, notAuthorized } from "./cognito-error.ts";

/** OpenID Connect's standard claims that people may say of themselves (OpenID Connect Core section 5.1). */
const writable = new Set([
  "address",
  "birthdate",
  "family_name",
  "gender",
  "given_name",
  "locale",
  "middle_name",
  "name",
  "nickname",
  "picture",
  "preferred_username",
  "profile",
  "website",
  "zoneinfo",
]);
const ofThePool = new Set(["sub", "email_verified", "phone_number_verified", "identities", "updated_at"]);

export interface Attribute {
  readonly Name: string;
  readonly Value?: string | null | undefined;
}

/**
 * The attributes of somebody who signs up, without the address, which is the username. Throws
 * `InvalidParameterException` for what the pool does not know or take, and `NotAuthorizedException` for what it alone
 * may say.
 */
export function readAttributes(given: readonly Attribute[], email: string): Record<string, string> {
  const read = new Map<string, string>();
  for (const { Name: name, Value: value } of given) {
    if (name === "email") checkEmail(value ?? "", email);
    else if (ofThePool.has(name)) throw unauthorizedAttribute();
    else if (!writable.has(name)) throw unknownAttribute(name);
    else read.set(name, checkLength(name, value ?? ""));
  }
  return Object.fromEntries(read);
}

/**
 * Throws `InvalidParameterException` for attributes that the pool does not know or cannot be without, and
 * `NotAuthorizedException` for those that it alone may say.
 */
export function checkDeletable(names: readonly string[]): void {
  for (const name of names) {
    if (name === "email") throw invalidParameter("The attribute email is required.");
    if (ofThePool.has(name)) throw unauthorizedAttribute();
    if (!writable.has(name)) throw unknownAttribute(name);
  }
}

/** An address as it was typed, in NFC. Throws `InvalidParameterException` for what is no address. */
export function readEmail(username: string): string {
  const email = username.normalize("NFC");
  if (!z.email().safeParse(email).success) throw invalidParameter("Username should be an email.");
  return email;
}

function checkEmail(value: string, email: string): void {
  if (!z.email().safeParse(value).success) throw invalidParameter("Invalid email address format.");
  if (value.normalize("NFC").toLowerCase() !== email.toLowerCase()) {
    throw nonconforming("email: Must be the address that is the username");
  }
}

function checkLength(name: string, value: string): string {
  if (value.length > 2_048) throw nonconforming(`${name}: String must be no longer than 2048 characters`);
  return value;
}

const unauthorizedAttribute = () => notAuthorized("A client attempted to write unauthorized attribute");

const unknownAttribute = (name: string) => nonconforming(`Type for attribute {${name}} could not be determined`);

const nonconforming = (sentence: string) => invalidParameter(`Attributes did not conform to the schema: ${sentence}\n`);
