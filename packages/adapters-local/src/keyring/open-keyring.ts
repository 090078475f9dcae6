import { generateKeyPair, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { Unavailable } from "@tintype/core";
import * as z from "zod";
import { makeDurableFolder } from "../files/durable-folders.ts";
import { fileSystem, unlessAbsent } from "../files/file-system.ts";
import { writeOnce } from "../files/write-once.ts";

const RsaKey = z.object({ id: z.string().min(1), privateKeyPem: z.string().includes("PRIVATE KEY") }).readonly();

const Keyring = z
  .object({
    version: z.literal(1),
    /** 32 random bytes in base64url; everything that `Secrets` makes is derived from them. */
    master: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    /** Signs tokens; the first is used, the others are still published. */
    tokens: z.array(RsaKey).min(1).readonly(),
    /** Signs addresses. */
    urls: RsaKey,
  })
  .readonly();

/** The secrets of one installation. Whoever has them can be anybody: they never leave the machine. */
export interface Keyring {
  readonly master: Uint8Array;
  readonly tokens: readonly { readonly kid: string; readonly privateKeyPem: string }[];
  readonly urls: { readonly keyPairId: string; readonly privateKeyPem: string };
}

/**
 * The keys in `folder`, made and written (for this user alone, durably, once even when two processes ask) where there are
 * none. Throws `unavailable`, in words, when they cannot be read or written, or are not keys.
 */
export async function openKeyring(folder: string): Promise<Keyring> {
  const path = join(folder, "keys.json");
  const text = (await readIfThere(path)) ?? (await keepIn(folder, path, JSON.stringify(await makeKeys())));
  const parsed = Keyring.safeParse(parseJson(text));
  if (!parsed.success)
    throw new Unavailable(`${path} does not hold the keys of an installation.`, { cause: parsed.error });
  const { master, tokens, urls } = parsed.data;
  return {
    master: Buffer.from(master, "base64url"),
    tokens: tokens.map(({ id, privateKeyPem }) => ({ kid: id, privateKeyPem })),
    urls: { keyPairId: urls.id, privateKeyPem: urls.privateKeyPem },
  };
}

async function makeKeys(): Promise<z.infer<typeof Keyring>> {
  const [token, url] = await Promise.all([makeRsaKey(), makeRsaKey()]);
  return { version: 1, master: randomBytes(32).toString("base64url"), tokens: [token], urls: url };
}

async function makeRsaKey(): Promise<z.infer<typeof RsaKey>> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2_048 });
  const privateKeyPem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { id: `K${randomBytes(8).toString("hex").toUpperCase()}`, privateKeyPem };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await unlessAbsent(readFile(path, "utf8"));
  } catch (error) {
    throw new Unavailable(`The keys in ${path} cannot be read.`, { cause: error });
  }
}

/** Resolves to what is in the file in the end: our text, or that of a process that was first. */
async function keepIn(folder: string, path: string, text: string): Promise<string> {
  try {
    await makeDurableFolder(fileSystem, resolve(folder));
    return (await writeOnce(fileSystem, path, text)) ? text : await readFile(path, "utf8");
  } catch (error) {
    throw new Unavailable(`The keys cannot be written to ${path}.`, { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
