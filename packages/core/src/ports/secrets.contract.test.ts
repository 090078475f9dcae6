import { describe, expect, it } from "vitest";
import { failuresOf } from "./contract-runner.fixture.ts";
import { describeSecrets } from "./secrets.contract.ts";
import { createMemorySecrets } from "./secrets.memory.ts";
import type { Secrets } from "./secrets.ts";

const opening =
  (create: (key: string) => Secrets = createMemorySecrets) =>
  async () => ({
    secrets: create("ours"),
    again: create("ours"),
    others: create("theirs"),
    [Symbol.asyncDispose]: async () => {},
  });

describeSecrets({ describe, it, expect }, "memory", opening());

describe("the contract of Secrets", () => {
  const failures = (breakage: (sound: Secrets, key: string) => Partial<Secrets>, ...names: string[]) => {
    const create = (key: string) => ({ ...createMemorySecrets(key), ...breakage(createMemorySecrets(key), key) });
    return failuresOf(expect, (runner) => describeSecrets(runner, "broken", opening(create)), names);
  };

  it("catches one key for all purposes", async () => {
    const names = ["gives something else for every purpose, also where a message looks like the rest of a purpose"];
    expect(await failures((sound) => ({ mac: (_, message) => sound.mac("grant", message) }), ...names)).toEqual(names);
  });

  it("catches a purpose that runs into the message", async () => {
    const names = ["gives something else for every purpose, also where a message looks like the rest of a purpose"];
    const mac = (sound: Secrets) => (purpose: string, message: string) => sound.mac("grant", purpose + message);
    expect(await failures((sound) => ({ mac: mac(sound) }), ...names)).toEqual(names);
  });

  it("catches a key that everybody has", async () => {
    const names = ["gives something else under other keys"];
    expect(await failures(() => createMemorySecrets("the same"), ...names)).toEqual(names);
  });

  it("catches a key that is made anew in each process", async () => {
    const keys = ["first", "second", "third", "fourth", "fifth", "sixth"];
    const names = ["gives the same for the same, in every process that has the keys"];
    expect(await failures(() => createMemorySecrets(keys.pop()), ...names)).toEqual(names);
  });

  it("catches a comparison of what is decoded, and one that looks at the beginning", async () => {
    const names = ["verifies no other spelling of the digest"];
    const decoded = (sound: Secrets): Partial<Secrets> => ({
      verify: async (purpose, message, mac) => {
        const bytes = Buffer.from(await sound.mac(purpose, message), "base64url");
        return bytes.equals(Buffer.from(mac, "base64url"));
      },
    });
    expect(await failures(decoded, ...names)).toEqual(names);
    const beginning = (sound: Secrets): Partial<Secrets> => ({
      verify: async (purpose, message, mac) =>
        mac !== "" && (await sound.mac(purpose, message)).startsWith(mac.slice(0, 42)),
    });
    const both = ["verifies no digest that differs in one character, wherever it is", ...names];
    expect(await failures(beginning, ...both)).toEqual(both);
  });

  it("catches a digest that is cut short, padded or hexadecimal", async () => {
    const names = ["gives 43 characters of base64url, written canonically"];
    const changing = (change: (mac: string) => string) => (sound: Secrets) => ({
      mac: async (...args: Parameters<Secrets["mac"]>) => change(await sound.mac(...args)),
    });
    expect(
      await failures(
        changing((mac) => mac.slice(0, 42)),
        ...names,
      ),
    ).toEqual(names);
    expect(
      await failures(
        changing((mac) => `${mac}=`),
        ...names,
      ),
    ).toEqual(names);
    expect(
      await failures(
        changing((mac) => Buffer.from(mac, "base64url").toString("hex")),
        ...names,
      ),
    ).toEqual(names);
  });

  it("catches a message that is trimmed or normalised", async () => {
    const names = ["gives something else for every message"];
    const mac =
      (change: (message: string) => string) =>
      (sound: Secrets): Partial<Secrets> => ({
        mac: (purpose, message) => sound.mac(purpose, change(message)),
      });
    expect(
      await failures(
        mac((message) => message.trim()),
        ...names,
      ),
    ).toEqual(names);
    expect(
      await failures(
        mac((message) => message.normalize("NFC")),
        ...names,
      ),
    ).toEqual(names);
  });
});
