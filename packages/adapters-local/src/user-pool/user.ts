import { Instant, type PoolUser } from "@tintype/core";
import * as z from "zod";

const flag = z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1);
const json = <Output>(schema: z.ZodType<Output>) =>
  z.string().transform((text, context): Output => {
    const result = schema.safeParse(JSON.parse(text));
    if (result.success) return result.data;
    context.addIssue({ code: "custom", message: result.error.message });
    return z.NEVER;
  });

/**
 * `FORCE_CHANGE_PASSWORD` is somebody whom others gave a password for the first sign-in, `EXTERNAL_PROVIDER` somebody
 * without one, whose account another provider's word has made.
 */
const Status = z.enum(["UNCONFIRMED", "CONFIRMED", "FORCE_CHANGE_PASSWORD", "EXTERNAL_PROVIDER"]);

/** A user as the pool keeps it, read from its row. */
export const User = z
  .object({
    subject: z.string(),
    email: z.string(),
    email_verified: flag,
    status: Status,
    enabled: flag,
    password_hash: z.string(),
    srp_salt: z.string().nullable(),
    srp_hidden: z.string().nullable(),
    attributes: json(z.record(z.string(), z.string())),
    groups: json(z.array(z.string())),
    signed_out_at: Instant.nullable(),
    created_at: Instant,
    updated_at: Instant,
  })
  .transform((row) => ({
    subject: row.subject,
    email: row.email,
    emailVerified: row.email_verified,
    status: row.status,
    enabled: row.enabled,
    passwordHash: row.password_hash,
    /** Absent until the first password that was seen since SRP came. */
    srp: row.srp_salt === null || row.srp_hidden === null ? undefined : { salt: row.srp_salt, hidden: row.srp_hidden },
    attributes: row.attributes,
    groups: row.groups,
    /** When they last signed out everywhere: whatever was issued to them until then is worth nothing. */
    signedOutAt: row.signed_out_at ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }))
  .readonly();
export type User = z.infer<typeof User>;

/** The name that an address or a subject is looked up by: case and the way of writing accents make no difference. */
export const signInName = (username: string): string => username.normalize("NFC").toLowerCase();

export const poolUserOf = ({ subject, email, emailVerified, enabled, groups }: User): PoolUser => ({
  subject,
  email,
  emailVerified,
  enabled,
  groups,
});
