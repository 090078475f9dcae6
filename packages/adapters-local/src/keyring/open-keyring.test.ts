import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openKeyring } from "./open-keyring.ts";

async function aFolder() {
  const above = await mkdtemp(join(tmpdir(), "tintype-keys-"));
  return { path: join(above, "keys"), [Symbol.asyncDispose]: () => rm(above, { recursive: true, force: true }) };
}

describe(openKeyring, () => {
  it("makes the keys once, and reads them ever after", async () => {
    await using folder = await aFolder();
    const made = await openKeyring(folder.path);
    expect(made.masterKey).toHaveLength(32);
    expect(await openKeyring(folder.path)).toEqual(made);
  });

  it("makes an RSA key of 2048 bits, named after itself", async () => {
    await using folder = await aFolder();
    const { urlSigning } = await openKeyring(folder.path);
    const key = createPrivateKey(urlSigning.privateKeyPem);
    expect(key.asymmetricKeyDetails).toMatchObject({ modulusLength: 2_048, publicExponent: 65_537n });
    expect(createPublicKey(key).equals(createPublicKey(urlSigning.publicKeyPem))).toBe(true);
    expect(urlSigning.keyPairId).toMatch(/^K[0-9A-Z]{13}$/);
  });

  it("makes other keys in another folder", async () => {
    await using one = await aFolder();
    await using other = await aFolder();
    const [mine, theirs] = [await openKeyring(one.path), await openKeyring(other.path)];
    expect(mine.masterKey).not.toEqual(theirs.masterKey);
    expect(mine.urlSigning.keyPairId).not.toBe(theirs.urlSigning.keyPairId);
  });

  it("gives everybody the same keys who opens an empty folder at once", async () => {
    await using folder = await aFolder();
    const keyrings = await Promise.all(Array.from({ length: 5 }, () => openKeyring(folder.path)));
    for (const keyring of keyrings) expect(keyring).toEqual(keyrings[0]);
    expect((await readdir(folder.path)).sort()).toEqual(["master.key", "url-signing.pem"]);
  });

  it("lets nobody but the owner read them", async () => {
    await using folder = await aFolder();
    await openKeyring(folder.path);
    for (const name of ["master.key", "url-signing.pem"]) {
      expect((await stat(join(folder.path, name))).mode & 0o777).toBe(0o600);
    }
    expect((await stat(folder.path)).mode & 0o777).toBe(0o700);
  });

  it("says which file is wrong, and leaves it as it is", async () => {
    await using folder = await aFolder();
    await openKeyring(folder.path);
    const path = join(folder.path, "master.key");
    await writeFile(path, "too short\n");
    await expect(openKeyring(folder.path)).rejects.toThrow(`${path} holds no usable key`);
    await writeFile(path, "");
    await expect(openKeyring(folder.path)).rejects.toThrow("64 hexadecimal digits");
    expect(await readFile(path, "utf8")).toBe("");
  });

  it("says what is wrong with a key that CloudFront would not take", async () => {
    await using folder = await aFolder();
    await openKeyring(folder.path);
    const path = join(folder.path, "url-signing.pem");
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    await writeFile(path, privateKey.export({ type: "pkcs8", format: "pem" }));
    await expect(openKeyring(folder.path)).rejects.toThrow("RSA key of 2048 bits");
    await writeFile(path, "-----BEGIN NOTHING-----\n");
    await expect(openKeyring(folder.path)).rejects.toThrow(`${path} holds no usable key`);
  });

  it("says where it cannot write", async () => {
    await using folder = await aFolder();
    await writeFile(folder.path, "a file where the folder should be");
    await expect(openKeyring(folder.path)).rejects.toThrow(`The folder for keys ${folder.path} cannot be made`);
  });
});
