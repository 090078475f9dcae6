import { createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import * as z from "zod";

const base64url = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const Pem = z.string().includes("PRIVATE KEY");

/**
 * The keys of an installation, as Secrets Manager holds them: `master` and `urls` for the functions
 * (`createSecretsManagerKeyring`), `edge` for CloudFront and the gateway, `urlKeys` for what `urls` was and will be.
 */
export const InstallationKeys = z.object({
  master: base64url,
  edge: base64url,
  urls: z.object({ id: z.string(), privateKeyPem: Pem }).optional(),
  /** The private keys that sign addresses, by their numbers. */
  urlKeys: z.record(z.string(), Pem),
});
export type InstallationKeys = z.infer<typeof InstallationKeys>;

/**
 * The keys with whatever this rotation needs and was not there. What is there is never changed: links hang on it. Throws where the
 * rotation is neither that of the key that signs now nor the next: addresses of that key would open nothing any more.
 */
export function withRotation(keys: InstallationKeys | undefined, rotation: number): InstallationKeys {
  checkRotation(keys, rotation);
  const { master = secret(), edge = secret(), urls, urlKeys = {} } = keys ?? {};
  const number = `${rotation}`;
  return { master, edge, ...(urls && { urls }), urlKeys: { ...urlKeys, [number]: urlKeys[number] ?? newUrlKey() } };
}

/** Lets the functions sign with the key of this rotation, once CloudFront knows it, and says by which name. */
export function signingWith(keys: InstallationKeys, rotation: number, id: string): InstallationKeys {
  const privateKeyPem = keys.urlKeys[`${rotation}`];
  if (privateKeyPem === undefined) throw new Error(`There is no key number ${rotation}.`);
  return { ...keys, urls: { id, privateKeyPem } };
}

/** The stack's parameters: the public halves of the key of this rotation, and of the one before it. */
export function urlKeyParameters({ urlKeys }: InstallationKeys, rotation: number): Readonly<Record<string, string>> {
  const numbers = rotation > 1 ? [rotation, rotation - 1] : [rotation];
  const parameters = numbers.map((number) => {
    const pem = urlKeys[`${number}`];
    if (pem === undefined) throw new Error(`-c rotation counts on by one: there is no key number ${number} yet.`);
    return [`UrlKey${number}`, createPublicKey(pem).export({ type: "spki", format: "pem" }).toString()];
  });
  return Object.fromEntries(parameters);
}

function checkRotation({ urls, urlKeys = {} }: Partial<InstallationKeys> = {}, rotation: number): void {
  const signing = Object.keys(urlKeys).find((number) => urlKeys[number] === urls?.privateKeyPem);
  if (signing === undefined || [0, 1].includes(rotation - Number(signing))) return;
  throw new Error(
    `-c rotation is ${rotation} (1 where nothing is said), and this installation signs with key number ${signing}: say rotation=${signing}, or ${Number(signing) + 1} for a new key. Nothing was changed.`,
  );
}

/** 256 bits. */
const secret = (): string => randomBytes(32).toString("base64url");

/** CloudFront takes RSA of 2,048 bits, and no more. */
const newUrlKey = (): string =>
  generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey.export({ type: "pkcs8", format: "pem" }).toString();
