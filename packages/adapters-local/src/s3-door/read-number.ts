import { S3Error } from "./s3-error.ts";

/** A parameter that is a whole number, if it is there; throws `InvalidArgument` for another text. */
export function wholeNumber(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new S3Error("InvalidArgument", `${name} is a whole number.`);
  return Number(text);
}
