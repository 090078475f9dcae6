import { minutes } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { openHttp } from "../http.fixture.ts";

describe("temporary credentials", () => {
  it("are given to whoever has signed in, for their own prefix, others each time, and kept by nobody on the way", async () => {
    const { send, ana, ports } = await openHttp();
    const { status, body, headers } = await send("POST /api/credentials", { as: ana });
    expect(status).toBe(201);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toMatchObject({ bucket: "incoming", prefix: `u/${ana.id}/`, region: "local" });
    expect(Date.parse(body.expiresAt) - Date.parse(ports.clock.now())).toBe(minutes(60));
    const another = await send("POST /api/credentials", { as: ana, headers: { "idempotency-key": "one" } });
    const again = await send("POST /api/credentials", { as: ana, headers: { "idempotency-key": "one" } });
    const ids = [body, another.body, again.body].map(({ accessKeyId }) => accessKeyId);
    expect(new Set(ids).size).toBe(3);
  });

  it("leave nothing of themselves in the log", async () => {
    const { send, ana, log } = await openHttp();
    const { body } = await send("POST /api/credentials", { as: ana });
    expect(log.at(-1)).toMatchObject({ operation: "issueCredentials", userId: ana.id });
    const logged = JSON.stringify(log);
    for (const secret of [body.accessKeyId, body.secretAccessKey, body.sessionToken]) {
      expect(logged).not.toContain(secret);
    }
  });

  it("are not for programs, and there are none under /partner", async () => {
    const { send, ana } = await openHttp();
    const made = await send("POST /api/api-keys", { as: ana, json: { name: "Frame", scopes: ["photos:write"] } });
    const headers = { "x-api-key": made.body.key };
    expect((await send("POST /api/credentials", { headers })).body.code).toBe("sign_in_required");
    expect((await send("POST /api/partner/credentials", { headers })).body.code).toBe("not_found");
  });

  it("are good for nothing at the API itself", async () => {
    const { send, ana } = await openHttp();
    const { body } = await send("POST /api/credentials", { as: ana });
    for (const text of [body.accessKeyId, body.secretAccessKey, body.sessionToken]) {
      const answer = await send("GET /api/photos", { headers: { authorization: `Bearer ${text}` } });
      expect(answer.status).toBe(401);
    }
  });
});
