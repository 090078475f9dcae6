import { createHmac } from "node:crypto";

/** What signs within a scope (`DATE/REGION/SERVICE/aws4_request`), derived from a secret access key. */
export const signingKey = (secretAccessKey: string, scope: string): Buffer =>
  scope.split("/").reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`AWS4${secretAccessKey}`));

/** The signature of a text, in hexadecimal. */
export const sign = (key: Buffer, text: string): string => hmac(key, text).toString("hex");

const hmac = (key: Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
