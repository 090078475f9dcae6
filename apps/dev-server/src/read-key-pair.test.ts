import { describe, expect, it } from "vitest";
import { ConfigError } from "./environment.ts";
import { readKeyPair } from "./read-key-pair.ts";

describe(readKeyPair, () => {
  it("says in words which files it cannot use", () => {
    const nowhere = { cert: "/nowhere/cert.pem", key: "/nowhere/key.pem" };
    expect(() => readKeyPair(nowhere)).toThrow(ConfigError);
    expect(() => readKeyPair(nowhere)).toThrow("/nowhere/cert.pem");
    const source = import.meta.filename;
    expect(() => readKeyPair({ cert: source, key: source })).toThrow("are no certificate with its key");
  });
});
