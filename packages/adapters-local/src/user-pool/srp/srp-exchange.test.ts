import { createHash, getDiffieHellman } from "node:crypto";
import { createMemorySecrets } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { exponentOf } from "./exponent.ts";
import { revealedVerifier, storedVerifier } from "./password-verifier.ts";
import { createSrpClient } from "./srp-client.fixture.ts";
import { beginExchange, isProved, readClientPublic } from "./srp-exchange.ts";
import { bytesOf, g, k, N, numberOf } from "./srp-group.ts";

const bytes = (label: string) => createHash("sha256").update(label).digest();
const secrets = createMemorySecrets();
const subject = "5c9b6b9e-8a1c-4c5e-9a41-0f2d7e1c3b5a";
const identity = `tintype${subject}`;
const secretBlock = bytes("block");

/** The two messages of a sign-in with `typed`, where `password` is right; drawn from `label`. */
async function exchangeOf(password: string, typed: string, label = "draw", changes = {}) {
  const stored = await storedVerifier(secrets, identity, password, bytes(`${label} salt`).subarray(0, 16));
  const client = createSrpClient("tintype", numberOf(bytes(`${label} client`)));
  const verifier = await revealedVerifier(secrets, identity, stored);
  const exchange = beginExchange(() => bytes(`${label} server`), BigInt(`0x${client.publicHex}`), verifier);
  const answer = client.answer(
    {
      SALT: stored.salt,
      SRP_B: exchange.serverPublic.toString(16),
      SECRET_BLOCK: secretBlock.toString("base64"),
      USER_ID_FOR_SRP: subject,
    },
    typed,
  );
  return isProved(exchange, {
    poolName: "tintype",
    identity: subject,
    secretBlock,
    timestamp: answer["TIMESTAMP"] ?? "",
    signature: answer["PASSWORD_CLAIM_SIGNATURE"] ?? "",
    ...changes,
  });
}

describe("a proof", () => {
  it("is of who knows the password, whatever is drawn", async () => {
    // Salts and secrets that begin with zeros and with ones are among so many.
    for (let draw = 0; draw < 40; draw += 1) {
      expect(await exchangeOf("Analytical-Engine-1843", "Analytical-Engine-1843", `draw ${draw}`)).toBe(true);
    }
  });

  it.each([["analytical-Engine-1843"], ["Analytical-Engine-1843 "], [""]])("is not of who says %j", async (typed) => {
    expect(await exchangeOf("Analytical-Engine-1843", typed)).toBe(false);
  });

  it.each([
    ["another user", { identity: "somebody" }],
    ["another pool", { poolName: "other" }],
    ["another question", { secretBlock: bytes("other") }],
    ["another time", { timestamp: "Fri Nov 20 09:30:01 UTC 2026" }],
    ["no signature", { signature: "" }],
    ["half a signature", { signature: "AAAA" }],
  ])("is of nothing where it was made for %s", async (_, changes) => {
    expect(await exchangeOf("right", "right", "draw", changes)).toBe(false);
  });
});

describe("a client's public value", () => {
  it.each([
    ["0"],
    ["00"],
    [N.toString(16)],
    [(N * 2n).toString(16)],
    [(N * 3n).toString(16)],
    [""],
    ["-1"],
    ["0x12"],
    ["12g"],
    ["f".repeat(1_025)],
  ])("cannot be %.12s…, which would make the secret known", (hex) => {
    expect(readClientPublic(hex)).toBeUndefined();
  });

  it("is a number in hexadecimal", () => {
    expect(readClientPublic("FFab01")).toBe(0xffab01n);
  });
});

describe("the group", () => {
  it("is Node's own MODP group 15", () => {
    const group = getDiffieHellman("modp15");
    expect(numberOf(group.getPrime())).toBe(N);
    expect(numberOf(group.getGenerator())).toBe(g);
  });

  it("has the multiplier that all clients of Cognito have", () => {
    expect(k.toString(16)).toBe("538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6");
  });

  it("has powers as multiplication has them", () => {
    let [power, ofGenerator] = [1n, 1n];
    for (let exponent = 1n; exponent < 70n; exponent += 1n) {
      [power, ofGenerator] = [(power * 12_345n) % N, (ofGenerator * g) % N];
      const found = exponentOf(exponent);
      expect([found.of(12_345n), found.of(N + 12_345n), found.ofGenerator]).toEqual([power, power, ofGenerator]);
    }
  });

  it("has powers that grow by squaring, as far as exponents go", () => {
    let [power, ofGenerator] = [3n, g];
    for (let bit = 0n; bit < 256n; bit += 1n) {
      const found = exponentOf(2n ** bit);
      expect([found.of(3n), found.ofGenerator]).toEqual([power, ofGenerator]);
      [power, ofGenerator] = [power ** 2n % N, ofGenerator ** 2n % N];
    }
  });

  it("writes numbers so that none is negative", () => {
    expect(["0", "7f", "80", "100", "ffff"].map((hex) => bytesOf(BigInt(`0x${hex}`)).toString("hex"))).toEqual([
      "00",
      "7f",
      "0080",
      "0100",
      "00ffff",
    ]);
  });
});

describe("a stored verifier", () => {
  it("is another one for each salt and user, and tells nothing without the pool's secrets", async () => {
    const store = (user: string, salt: string, by = secrets) => storedVerifier(by, user, "right", bytes(salt));
    const stored = await store(identity, "salt");
    const others = await Promise.all([
      store(identity, "other"),
      store("tintypeother", "salt"),
      store(identity, "salt", createMemorySecrets("another key")),
    ]);
    expect(new Set([stored, ...others].map(({ hidden }) => hidden)).size).toBe(4);
    const verifier = await revealedVerifier(secrets, identity, stored);
    expect(await revealedVerifier(createMemorySecrets("another key"), identity, stored)).not.toBe(verifier);
    const inner = createHash("sha256").update(`${identity}:right`).digest();
    const x = numberOf(
      createHash("sha256")
        .update(bytesOf(numberOf(bytes("salt"))))
        .update(inner)
        .digest(),
    );
    expect(verifier).toBe(exponentOf(x).ofGenerator);
  });
});
