import { parseSettings } from "@tintype/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allRoutes } from "./all-routes.ts";
import { shareOnePhoto } from "./shared-photo.fixture.ts";

const routes = allRoutes({ settings: parseSettings({ publicUrl: "https://photos.example" }), base: "/api" });
/** They would take away what the others are asked about, or who asks. */
const endings = ["deletePhoto", "revokeShare", "deleteAccount", "signOutEverywhere"];
const lasting = routes.filter(({ operationId }) => !endings.includes(operationId));

const fields = "title caption tags fileName contentType bytes sha256 upload displayName note expiresAt expiresIn";
const oddities = [
  null,
  "",
  0,
  -1,
  1.5,
  1e21,
  true,
  [],
  {},
  [[]],
  "\u{ffff}",
  "2026-11-20T09:30:00.000Z",
  "\u{1f44d}".repeat(99),
];
const value = fc.oneof(fc.jsonValue(), fc.string({ unit: "binary" }), fc.integer(), fc.constantFrom(...oddities));
const words = fc.dictionary(fc.constantFrom(...fields.split(" "), "maxViews", "__proto__", "x"), value, { maxKeys: 4 });
const password = fc.record({ password: fc.constantFrom("a-password", "", null, 7, {}) }, { requiredKeys: [] });
const body = fc.tuple(words, password).map(([said, secret]) => ({ ...said, ...secret }));
const query = fc.dictionary(
  fc.constantFrom("limit", "cursor", "photo", "state", "purge", "fileName", "x"),
  fc.oneof(fc.string(), fc.constantFrom("1", "true", "ready")),
  { maxKeys: 2 },
);
const headers = fc.dictionary(
  fc.constantFrom("if-match", "idempotency-key", "x-request-id", "accept", "content-type", "if-none-match", "range"),
  fc.stringMatching(/^[ -~]{0,30}$/),
  { maxKeys: 2 },
);

describe("whatever is sent", () => {
  it("is answered as described, and never by an error of ours", async () => {
    const { send, ana, photo, share, token, open, ports } = await shareOnePhoto();
    const grant = await open();
    const lines = lasting.map(({ method, path }) => {
      const id = path.startsWith("/shares/") ? share : photo;
      const address = path.replace("{id}", id).replace("{token}", token);
      return {
        line: `${method} ${address.startsWith("//") ? address.slice(1) : `/api${address}`}`,
        isGuests: path.startsWith("//"),
      };
    });
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...lines),
        body,
        query,
        headers,
        async ({ line, isGuests }, json, asked, sent) => {
          const search = new URLSearchParams(asked).toString();
          const answer = await send(search === "" ? line : `${line}?${search}`, {
            ...(isGuests ? {} : { as: ana }),
            ...(line.startsWith("GET") ? {} : { json }),
            headers: { ...(isGuests && grant), ...sent },
          });
          statuses.add(answer.status);
          expect(answer.status).toBeLessThan(500);
          ports.clock.advance(1);
        },
      ),
      { numRuns: 1_000, seed: 20_261_120 },
    );
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 415, 422]));
    expect((await send("GET /api/me", { as: ana })).status).toBe(200);
  }, 30_000);
});
