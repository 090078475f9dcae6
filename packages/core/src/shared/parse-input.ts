import type * as z from "zod";
import { InvalidInput } from "./errors.ts";

/** What `schema` makes of `input`. Throws `invalid_input` naming every field that was wrong. */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new InvalidInput(
    result.error.issues.flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => ({
            path: [...issue.path, key].join("."),
            code: "unknown_field",
            message: "is not a field of this request",
          }))
        : [{ path: issue.path.join("."), code: issue.code, message: issue.message }],
    ),
  );
}
