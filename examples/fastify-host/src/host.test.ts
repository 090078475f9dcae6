import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Actor, anonymous, system } from "@tintype/core";
import { createMemoryPorts, drain, testImage } from "@tintype/core/testing";
import { createHost } from "./create-host.ts";

/** Everything in memory, the clock and the images too: what a host's own tests want. */
async function openHost() {
  const ports = createMemoryPorts();
  const callers = new Map<string, Actor>();
  const { app, tintype } = createHost({
    ports,
    callerOf: async ({ headers }) => callers.get(headers.authorization ?? "") ?? anonymous,
  });
  for (const name of ["ana", "ben"]) {
    const identity = { issuer: "https://users.host.example", subject: name };
    const { id } = await tintype.accounts.registerAccount(system, { identity, email: `${name}@host.example` });
    callers.set(name, { kind: "user", userId: id });
  }
  return { app, tintype, ports };
}

describe("a Fastify application that calls Tintype's operations", () => {
  it("takes a photo, develops it and makes a link that a guest opens", async () => {
    const { app, tintype, ports } = await openHost();
    const headers = { authorization: "ana", "content-type": "image/jpeg" };
    const sent = await app.inject({
      method: "PUT",
      url: "/album/harbour.jpg",
      headers,
      payload: Buffer.from(testImage(600, 400)),
    });
    assert.equal(sent.statusCode, 201);
    const { troubles } = await drain(tintype, ports);
    assert.deepEqual(troubles, []);

    const { id } = sent.json<{ id: string }>();
    const listed = await app.inject({ url: "/album", headers: { authorization: "ana" } });
    assert.deepEqual(listed.json(), [{ id, fileName: "harbour.jpg", state: "ready" }]);

    const made = await app.inject({ method: "POST", url: `/album/${id}/link`, headers: { authorization: "ana" } });
    const token = made.json<{ url: string }>().url.split("/").at(-1) ?? "";
    const { photos } = await tintype.shares.openShare(anonymous, token, {});
    assert.deepEqual(
      photos.map(({ width, height }) => [width, height]),
      [[600, 400]],
    );
  });

  it("gives what the domain refuses a status of its own choice", async () => {
    const { app, tintype, ports } = await openHost();
    const payload = Buffer.from(testImage(60, 40));
    const send = (headers: Record<string, string>) =>
      app.inject({
        method: "PUT",
        url: "/album/a.jpg",
        headers: { ...headers, "content-type": "image/jpeg" },
        payload,
      });
    const refused = await send({});
    assert.deepEqual([refused.statusCode, refused.json().code], [401, "sign_in_required"]);

    const { id } = (await send({ authorization: "ana" })).json<{ id: string }>();
    await drain(tintype, ports);
    const ofBen = await app.inject({ method: "POST", url: `/album/${id}/link`, headers: { authorization: "ben" } });
    assert.deepEqual([ofBen.statusCode, ofBen.json().code], [404, "photo_not_found"]);
  });
});
