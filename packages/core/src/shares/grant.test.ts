import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { aShare } from "../ports/entities.fixture.ts";
import { createMemoryPorts } from "../ports/ports.memory.ts";
import { minutes, plus, seconds } from "../shared/instant.ts";
import { giveGrant, identifyGuest } from "./grant.ts";

const ports = createMemoryPorts();
const share = aShare({ epoch: 3 });

describe("a grant", () => {
  it("says which share it is of, and of which time of that share", async () => {
    const { grant } = await giveGrant(ports, share);
    expect(await identifyGuest(ports, grant)).toEqual({ kind: "guest", shareId: share.id, epoch: 3 });
  });

  it("lasts thirty minutes, or until the share ends", async () => {
    const now = ports.clock.now();
    expect((await giveGrant(ports, share)).expiresAt).toBe(plus(now, minutes(30)));
    const ending = aShare({ expiresAt: plus(now, seconds(5)) });
    expect((await giveGrant(ports, ending)).expiresAt).toBe(plus(now, seconds(5)));
  });

  it("is worth nothing with any character changed, added or left out", async () => {
    const { grant } = await giveGrant(ports, share);
    const forged = Array.from(grant).flatMap((character, place) => {
      const other = character === "1" ? "2" : "1";
      const [before, after] = [grant.slice(0, place), grant.slice(place + 1)];
      return [`${before}${other}${after}`, `${before}${after}`, `${before}${character}${other}${after}`];
    });
    for (const text of [...forged, "", "...", `${grant}.`, ` ${grant}`, `${grant}\n`, grant.toLowerCase()]) {
      expect(await codeOf(identifyGuest(ports, text))).toBe("grant_not_valid");
    }
  });

  it("cannot be made of what was signed for something else", async () => {
    const content = `${share.id}.3.${Date.parse("2027-01-01T00:00:00.000Z")}`;
    for (const purpose of ["cursor", "share-token", "share-token-digest", "upload-ticket"] as const) {
      const mac = await ports.secrets.mac(purpose, content);
      expect(await codeOf(identifyGuest(ports, `${content}.${mac}`))).toBe("grant_not_valid");
    }
  });
});
