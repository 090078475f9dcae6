import { type Instant, plus } from "../shared/instant.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";
import type { UrlSigner } from "./url-signer.ts";

export interface UrlSignerFixture {
  readonly urls: UrlSigner;
  /** Some minutes from now; a whole second. */
  readonly soon: Instant;
  /** Whether the delivery lets a request for that path, with that query, through at that moment. */
  opens(path: string, query: string, at: Instant): Promise<boolean>;
}

const photo = "p/01kagy5d3v8nq2w4x6z8b0c1d2/01kagy5d3v8nq2w4x6z8b0c1d3";
const original = "dl/o/01kagy5d3v8nq2w4x6z8b0c1d2/01kagy5d3v8nq2w4x6z8b0c1d3.jpg";

/** What holds for all UrlSigners. */
export function describeUrlSigner(
  { describe, it, expect }: ContractRunner,
  name: string,
  open: Open<UrlSignerFixture>,
): void {
  describe(`${name} as UrlSigner`, () => {
    it("opens everything below a prefix with one signature, and nothing beside it", async () => {
      await using fixture = await open();
      const { urls, soon, opens } = fixture;
      const query = await urls.sign(`${photo}/*`, soon);
      const now = plus(soon, -60_000);
      expect(await opens(`${photo}/thumb.webp`, query, now)).toBe(true);
      expect(await opens(`${photo}/large.jpg`, query, now)).toBe(true);
      for (const other of [
        `${photo}x/thumb.webp`,
        photo,
        photo.replace("1d3", "1d4"),
        original,
        "p/other/thumb.webp",
      ]) {
        expect(await opens(other, query, now), other).toBe(false);
      }
    });

    it("opens one path and no other where no prefix was meant", async () => {
      await using fixture = await open();
      const { urls, soon, opens } = fixture;
      const query = await urls.sign(original, soon);
      const now = plus(soon, -60_000);
      expect(await opens(original, query, now)).toBe(true);
      for (const other of [`${original}x`, `${original}/x`, original.slice(0, -1), `${photo}/thumb.webp`]) {
        expect(await opens(other, query, now), other).toBe(false);
      }
    });

    it("ends at the second that it says", async () => {
      await using fixture = await open();
      const { urls, soon, opens } = fixture;
      const query = await urls.sign(original, soon);
      expect(await opens(original, query, plus(soon, -1))).toBe(true);
      expect(await opens(original, query, soon)).toBe(false);
      expect(await opens(original, query, plus(soon, 86_400_000))).toBe(false);
    });

    it("rounds the end down to a whole second", async () => {
      await using fixture = await open();
      const { urls, soon } = fixture;
      expect(await urls.sign(original, plus(soon, 999))).toBe(await urls.sign(original, soon));
      expect(await urls.sign(original, plus(soon, 1_000))).not.toBe(await urls.sign(original, soon));
    });

    it("signs the same the same way every time, and different things differently", async () => {
      await using fixture = await open();
      const { urls, soon } = fixture;
      const queries = [
        await urls.sign(original, soon),
        await urls.sign(`${photo}/*`, soon),
        await urls.sign(original, plus(soon, 5_000)),
      ];
      expect(new Set(queries).size).toBe(3);
      expect(await urls.sign(original, soon)).toBe(queries[0]);
    });

    it("writes a query in CloudFront's words, of characters that need no escaping", async () => {
      await using fixture = await open();
      const query = await fixture.urls.sign(`${photo}/*`, fixture.soon);
      const names = query.split("&").map((pair) => pair.split("=")[0]);
      expect(names).toEqual(["Policy", "Key-Pair-Id", "Signature", "Hash-Algorithm"]);
      expect(query).toMatch(/^[A-Za-z0-9~_=&-]+$/);
    });

    it("opens nothing with a query that was changed, shortened or put together of two", async () => {
      await using fixture = await open();
      const { urls, soon, opens } = fixture;
      const now = plus(soon, -60_000);
      const query = await urls.sign(original, soon);
      const wider = await urls.sign(`${photo}/*`, soon);
      const part = (text: string, wanted: string) => text.split("&").find((pair) => pair.startsWith(wanted)) ?? "";
      const mixed = query.replace(part(query, "Policy"), part(wider, "Policy"));
      const later = query.replace(part(query, "Policy"), part(await urls.sign(original, plus(soon, 9_000)), "Policy"));
      for (const forged of [
        mixed,
        later,
        "",
        query.slice(0, -1),
        query.replace("Signature=", "Signature=A"),
        `${query}&x=1`,
      ]) {
        expect(await opens(original, forged, now), forged).toBe(false);
      }
    });

    it("signs nothing that would be read as a wider pattern, or as another path", async () => {
      await using fixture = await open();
      const { urls, soon } = fixture;
      const wider = [
        "*",
        "/*",
        "p/*/x.webp",
        "p/x*",
        "p/**",
        "p/?",
        "p/x?y=*",
        'p/"',
        "p/\\",
        "/p/x",
        "p//x",
        "p/../x",
        "p/x/",
        "",
      ];
      for (const resource of wider) {
        await expect(urls.sign(resource, soon), resource).rejects.toMatchObject({ code: "invalid_blob_key" });
      }
    });

    it("does nothing once the caller has given up", async () => {
      await using fixture = await open();
      await expect(fixture.urls.sign(original, fixture.soon, { signal: AbortSignal.abort() })).rejects.toThrow();
    });
  });
}
