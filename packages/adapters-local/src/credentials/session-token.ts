import { type CredentialRequest, Instant, UserId } from "@tintype/core";
import * as z from "zod";

/** Everything that a session token says. */
export interface SessionToken extends Pick<CredentialRequest, "owner" | "prefix" | "signedOutAt"> {
  readonly accessKeyId: string;
  readonly expiresAt: Instant;
}

const Said = z.tuple([z.string(), UserId, z.string(), Instant.nullable(), Instant]).transform(
  ([accessKeyId, owner, prefix, signedOutAt, expiresAt]): SessionToken => ({
    accessKeyId,
    owner,
    prefix,
    signedOutAt: signedOutAt ?? undefined,
    expiresAt,
  }),
);

/** What is signed of a session token. */
export function writeSessionToken({ accessKeyId, owner, prefix, signedOutAt, expiresAt }: SessionToken): string {
  const said = JSON.stringify([accessKeyId, owner, prefix, signedOutAt ?? null, expiresAt]);
  return Buffer.from(said).toString("base64url");
}

/** What such a text says; to be asked only of a text whose signature was verified. */
export function readSessionToken(text: string): SessionToken {
  return Said.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
}
