import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { call, fetchBytes, guestOf, mailedCode, password, pool } from "./client.ts";
import { drawPhoto } from "./landscapes.ts";
import { startServer, temporaryFolder } from "./server.ts";
import { signUp } from "./session.ts";

describe("what the server writes down", () => {
  it.for(["text", "json"])("as %s holds no token, password, code, signature or path of a link", async (style) => {
    await using folder = await temporaryFolder();
    const dataFolder = join(folder.path, "data");
    await using server = await startServer({ dataFolder, environment: { TINTYPE_LOG: style } });
    const { origin } = server;
    const ana = await signUp(origin, "ana@example.com");
    const code = await mailedCode(origin, "ana@example.com");
    const { body: begun } = await ana.begin(await drawPhoto(1), "canary-name.jpg");
    const { id } = await ana.upload(await drawPhoto(1, { latitude: 47 }), "canary-name.jpg");
    const photo = await ana.developed(id);
    const thumb = photo.renditions?.["thumb"]?.url ?? "";
    await fetchBytes(thumb);
    await ana.original(id);
    const { body: link } = await ana.share(id, { password: "canary-open-sesame", note: "canary-note" });
    const guest = guestOf(link.url);
    await guest.open({ password: "canary-wrong" });
    const opened = await guest.open({ password: "canary-open-sesame" });
    await guestOf(link.url, opened.body.grant).photos();

    // What goes wrong is written down as well, and not what it went wrong with.
    const headers = { authorization: "Bearer canary-token" };
    await call(`${origin}/api/me`, { headers });
    await call(`${origin}/api/photos?canary-query=1`, { headers });
    await call(`${origin}/api/canary-path`);
    await call(`${origin}/s/canary-share`, { headers: { accept: "application/json" } });
    await call(thumb.replace(/Signature=./, "Signature=_"));
    await call(begun.upload.url, { method: "PUT", body: "canary-body" });
    await pool(origin, "InitiateAuth", {
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: "ana@example.com", PASSWORD: "canary-Password-1" },
    });

    const written = `${server.stdout()}${server.stderr()}`;
    expect(written).toContain("/api/photos/{id}");
    const secrets = [ana.token, ana.refreshToken, password, code, opened.body.grant, new URL(link.url).pathname, id];
    expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
    expect(written.replace(/^.*USER_PASSWORD_AUTH.*$/m, "")).not.toMatch(/canary|ana@|Policy=|Signature=|latitude/);
  });
});
