import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bundles, bundleHere } from "./start-function.fixture.ts";

let bundles: Bundles;
let names: readonly string[];
beforeAll(async () => {
  bundles = await bundleHere();
  names = await readdir(bundles.folder);
});
afterAll(async () => {
  await bundles[Symbol.asyncDispose]();
});

const codeOf = (...path: string[]): Promise<string> => readFile(join(bundles.folder, ...path), "utf8");

/** Every part of a function's code. */
async function partsOf(name: string): Promise<readonly string[]> {
  const files = await readdir(join(bundles.folder, name), { recursive: true });
  return files.filter((file) => file.endsWith(".mjs") && !file.startsWith("node_modules"));
}

/** What is loaded before anything is asked for: the entry, and what it imports. */
async function loadedAtOnce(name: string, file = "index.mjs", known = new Set<string>()): Promise<Set<string>> {
  if (known.has(file)) return known;
  known.add(file);
  const code = await codeOf(name, file);
  for (const [, path = ""] of code.matchAll(/(?:^|;|\b)(?:import|from) ?["'`](\.[^"'`]+)["'`]/g)) {
    await loadedAtOnce(name, join(file, "..", path), known);
  }
  return known;
}

const native = ["better-sqlite3", "libheif-js", "sharp"];

describe("a bundled function", () => {
  it("carries nothing native, but for the one that develops photos", async () => {
    for (const name of names) {
      const code = (await Promise.all((await partsOf(name)).map((file) => codeOf(name, file)))).join("\n");
      const asked = native.filter((each) => new RegExp(`\\(["'\`]${each}["'\`/]`).test(code));
      expect({ name, asked }).toEqual({ name, asked: name === "imaging" ? ["libheif-js", "sharp"] : [] });
    }
    expect(await readdir(join(bundles.folder, "imaging", "node_modules"))).toEqual(["libheif-js", "sharp"]);
  });

  it("loads the clients of storage, keys, mail and people when they are needed", async () => {
    const clients = ["AmazonS3", "secretsmanager", "SESv2", "AWSCognitoIdentityProviderService"];
    for (const name of names) {
      const files = [...(await loadedAtOnce(name))];
      const code = (await Promise.all(files.map((file) => codeOf(name, file)))).join("\n");
      expect({ name, loads: clients.filter((client) => code.includes(client)) }).toEqual({ name, loads: [] });
    }
    const all = (await Promise.all((await partsOf("http")).map((file) => codeOf("http", file)))).join("\n");
    expect(clients.filter((client) => !all.includes(client))).toEqual([]);
  });
});
