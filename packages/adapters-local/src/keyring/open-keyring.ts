import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { makeDurableFolder } from "../files/durable-folders.ts";
import { fileSystem, unlessAbsent } from "../files/file-system.ts";
import { writeOnce } from "../files/write-once.ts";

/** The keys of one installation. Whoever has them can make every token, link, ticket and address. */
export interface Keyring {
  /** 32 random bytes, for `createLocalSecrets`. */
  readonly masterKey: Uint8Array;
  /** RSA-2048, for `createLocalUrlSigner` and `createUrlVerifier`. */
  readonly urlSigning: {
    /** Follows from the key, and looks like CloudFront's. */
    readonly keyPairId: string;
    /** PKCS #8. */
    readonly privateKeyPem: string;
    /** SPKI. */
    readonly publicKeyPem: string;
  };
}

/**
 * Reads the keys from `master.key` and `url-signing.pem` in the folder, and makes those that are missing; the files can be
 * read by their owner alone. Of many who open an empty folder at once all get the same keys. Throws an error whose message
 * says which file is wrong, and why; a file that is there is never written over.
 */
export async function openKeyring(folder: string): Promise<Keyring> {
  await onKeys(`The folder for keys ${folder} cannot be made`, () =>
    makeDurableFolder(fileSystem, resolve(folder), 0o700),
  );
  const masterKey = await keep(
    join(folder, "master.key"),
    readMasterKey,
    async () => `${randomBytes(32).toString("hex")}\n`,
  );
  const privateKey = await keep(join(folder, "url-signing.pem"), readSigningKey, makeSigningKey);
  const publicKey = createPublicKey(privateKey);
  return {
    masterKey,
    urlSigning: {
      keyPairId: keyPairIdOf(publicKey),
      privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    },
  };
}

async function keep<Key>(path: string, read: (text: string) => Key, make: () => Promise<string>): Promise<Key> {
  const load = () => onKeys(`The key file ${path} cannot be read`, () => unlessAbsent(readFile(path, "utf8")));
  let text = await load();
  if (text === undefined) {
    const made = await make();
    await onKeys(`The key file ${path} cannot be written`, () => writeOnce(fileSystem, path, made));
    // Perhaps somebody else's, who came first.
    text = await load();
  }
  return onKeys(`The key file ${path} holds no usable key: put the right one back from a backup`, async () =>
    read(text ?? ""),
  );
}

function readMasterKey(text: string): Uint8Array {
  if (!/^[0-9a-f]{64}\n?$/.test(text)) throw new Error("It must be 64 hexadecimal digits in small letters.");
  return Uint8Array.from(Buffer.from(text.trim(), "hex"));
}

function readSigningKey(pem: string): KeyObject {
  const key = createPrivateKey(pem);
  const { modulusLength, publicExponent } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType !== "rsa" || modulusLength !== 2_048 || publicExponent !== 65_537n) {
    throw new Error("It must be an RSA key of 2048 bits with the exponent 65537, as CloudFront takes it.");
  }
  return key;
}

async function makeSigningKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2_048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

const keyPairIdOf = (key: KeyObject): string => {
  const digest = createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex");
  return `K${BigInt(`0x${digest}`).toString(36).toUpperCase().slice(0, 13)}`;
};

async function onKeys<T>(trouble: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new Error(`${trouble}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
