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

/** A user as the pool keeps it, read from its row. */
export const User = z
  .object({
    subject: z.string(),
    email: z.string(),
    email_verified: flag,
    status: z.enum(["UNCONFIRMED", "CONFIRMED"]),
    enabled: flag,
    password_hash: z.string(),
    attributes: json(z.record(z.string(), z.string())),
    groups: json(z.array(z.string())),
    created_at: Instant,
    updated_at: Instant,
  })
  .transform(({ email_verified, password_hash, created_at, updated_at, ...user }) => ({
    ...user,
    emailVerified: email_verified,
    passwordHash: password_hash,
    createdAt: created_at,
    updatedAt: updated_at,
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
