import type { ContractRunner, Open } from "./contract-runner.ts";
import type { SecretPurpose, Secrets } from "./secrets.ts";

export interface SecretsFixture {
  readonly secrets: Secrets;
  /** The same keys, as another process would have them. */
  readonly again: Secrets;
  /** Other keys. */
  readonly others: Secrets;
}

/** What holds for all Secrets. */
export function describeSecrets(
  { describe, it, expect }: ContractRunner,
  name: string,
  open: Open<SecretsFixture>,
): void {
  describe(`${name} as Secrets`, () => {
    it("gives 43 characters of base64url, written canonically", async () => {
      await using fixture = await open();
      for (const message of ["", "message", "안녕 😀", "m".repeat(100_000)]) {
        // 256 bits are 42 characters of 6 bits and one of 4.
        expect(await fixture.secrets.mac("grant", message)).toMatch(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);
      }
    });

    it("gives the same for the same, in every process that has the keys", async () => {
      await using fixture = await open();
      const mac = await fixture.secrets.mac("cursor", "message");
      expect(await fixture.secrets.mac("cursor", "message")).toBe(mac);
      expect(await fixture.again.mac("cursor", "message")).toBe(mac);
      expect(await fixture.again.verify("cursor", "message", mac)).toBe(true);
    });

    it("gives something else for every message", async () => {
      await using fixture = await open();
      const messages = [
        "",
        " ",
        "a",
        "A",
        "a ",
        " a",
        "a\u0000",
        "\u0000a",
        "aa",
        "é",
        "e\u0301",
        "a\n",
        "a".repeat(64),
      ];
      const macs = await Promise.all(messages.map((message) => fixture.secrets.mac("grant", message)));
      expect(new Set(macs).size).toBe(messages.length);
    });

    it("gives something else for every purpose, also where a message looks like the rest of a purpose", async () => {
      await using fixture = await open();
      const purposes: SecretPurpose[] = ["share-token", "share-token-digest", "grant", "cursor", "upload-ticket"];
      const macs = await Promise.all(purposes.map((purpose) => fixture.secrets.mac(purpose, "message")));
      expect(new Set(macs).size).toBe(purposes.length);
      const digest = await fixture.secrets.mac("share-token-digest", "message");
      expect(await fixture.secrets.mac("share-token", "-digestmessage")).not.toBe(digest);
    });

    it("gives something else under other keys", async () => {
      await using fixture = await open();
      const mac = await fixture.secrets.mac("grant", "message");
      expect(await fixture.others.mac("grant", "message")).not.toBe(mac);
      expect(await fixture.others.verify("grant", "message", mac)).toBe(false);
    });

    it("verifies what it gave, for that purpose and message alone", async () => {
      await using fixture = await open();
      const mac = await fixture.secrets.mac("grant", "message");
      expect(await fixture.secrets.verify("grant", "message", mac)).toBe(true);
      expect(await fixture.secrets.verify("grant", "another", mac)).toBe(false);
      expect(await fixture.secrets.verify("cursor", "message", mac)).toBe(false);
    });

    it("verifies no digest that differs in one character, wherever it is", async () => {
      await using fixture = await open();
      const mac = await fixture.secrets.mac("grant", "message");
      for (let place = 0; place < mac.length; place += 1) {
        const other = mac[place] === "A" ? "E" : "A";
        const changed = mac.slice(0, place) + other + mac.slice(place + 1);
        expect(await fixture.secrets.verify("grant", "message", changed)).toBe(false);
      }
    });

    it("verifies no other spelling of the digest", async () => {
      await using fixture = await open();
      const mac = await fixture.secrets.mac("grant", "message");
      const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
      // The last character carries 4 bits: three others decode to the same bytes.
      const sameBytes = [1, 2, 3].map((bits) => mac.slice(0, 42) + alphabet[alphabet.indexOf(mac.slice(42)) + bits]);
      const standard = mac.replaceAll("-", "+").replaceAll("_", "/");
      const spellings = [
        "",
        "A",
        mac.slice(0, 42),
        `${mac}A`,
        `${mac}=`,
        ` ${mac}`,
        `${mac} `,
        `${mac}\n`,
        `${mac}\u0000`,
      ];
      for (const spelling of [...spellings, ...sameBytes, ...(standard === mac ? [] : [standard])]) {
        expect(await fixture.secrets.verify("grant", "message", spelling), spelling).toBe(false);
      }
    });
  });
}
