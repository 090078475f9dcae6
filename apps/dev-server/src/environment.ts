import * as z from "zod";

/** Something that the person at the keyboard can mend; the message is for them. */
export class ConfigError extends Error {}

export const wholeNumber = (least: number, most: number, what = `a whole number from ${least} to ${most}`) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, `give ${what}`)
    .transform(Number);

/** What the variables say, by that schema. Throws `ConfigError` for the first one that is not usable. */
export function readVariables<Schema extends z.ZodType>(
  schema: Schema,
  said: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const parsed = schema.safeParse(said);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0]);
  throw new ConfigError(`${name}=${said[name]} is not usable: ${issue?.message}.`);
}
