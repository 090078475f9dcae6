import { createPrivateKey } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openKeyring } from "./open-keyring.ts";

async function temporaryFolder() {
  const root = await mkdtemp(join(tmpdir(), "tintype-keys-"));
  return { path: join(root, "data"), [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}

describe(openKeyring, () => {
  it("makes keys once, and finds the same ones from then on", async () => {
    await using folder = await temporaryFolder();
    const made = await openKeyring(folder.path);
    expect(made.master).toHaveLength(32);
    for (const { privateKeyPem } of [...made.tokens, made.urls]) {
      expect(createPrivateKey(privateKeyPem).asymmetricKeyDetails?.modulusLength).toBe(2_048);
    }
    expect(made.tokens[0]?.privateKeyPem).not.toBe(made.urls.privateKeyPem);
    expect(await openKeyring(folder.path)).toEqual(made);
  });

  it("gives two who ask at once the same keys", async () => {
    await using folder = await temporaryFolder();
    const [one, other] = await Promise.all([openKeyring(folder.path), openKeyring(folder.path)]);
    expect(one).toEqual(other);
    expect(await readdir(folder.path)).toEqual(["keys.json"]);
  });

  it("keeps them from other users of the machine", async () => {
    await using folder = await temporaryFolder();
    await openKeyring(folder.path);
    expect((await stat(join(folder.path, "keys.json"))).mode & 0o077).toBe(0);
  });

  it("never puts new keys in the place of ones that it cannot read", async () => {
    await using folder = await temporaryFolder();
    await openKeyring(folder.path);
    const path = join(folder.path, "keys.json");
    await writeFile(path, "{}");
    await expect(openKeyring(folder.path)).rejects.toMatchObject({
      code: "unavailable",
      message: `${path} does not hold the keys of an installation.`,
    });
    expect(await readFile(path, "utf8")).toBe("{}");
  });

  it("says so where there can be no folder", async () => {
    await using folder = await temporaryFolder();
    await writeFile(folder.path, "a file");
    await expect(openKeyring(folder.path)).rejects.toMatchObject({ code: "unavailable" });
  });
});
