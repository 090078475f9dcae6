import { minutes, TooManyPasswordChecks } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { shareOnePhoto } from "../shared-photo.fixture.ts";

const json = { accept: "application/json" };
const page = (found: boolean) =>
  new Response(found ? "<h1>A photo</h1>" : "<h1>Nothing here</h1>", {
    status: found ? 200 : 404,
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": "default-src 'self'" },
  });

describe("following a link", () => {
  it("says what may be known before opening it, and counts nothing", async () => {
    const { send, token, ana } = await shareOnePhoto({ password: "snow-flake", maxViews: 1 });
    for (const line of [`GET /s/${token}`, `GET /s/${token}?utm_source=mail&utm_source=twice`, `HEAD /s/${token}`]) {
      const described = await send(line, { headers: json });
      expect([described.status, described.headers.get("vary")]).toEqual([200, "Accept, Origin"]);
    }
    expect((await send(`GET /s/${token}`)).body).toEqual({
      needsPassword: true,
      expiresAt: "2026-11-27T09:30:00.000Z",
      kind: "photo",
      owner: { displayName: "ana" },
    });
    expect((await send("GET /api/shares", { as: ana })).body.items).toMatchObject([{ views: 0 }]);
  });

  it("shows people the page of the host, with the host's own policy", async () => {
    const { app, token } = await shareOnePhoto({}, { sharePage: page });
    const found = await app.request(`/s/${token}`, { headers: { accept: "text/html,*/*" } });
    expect([found.status, await found.text()]).toEqual([200, "<h1>A photo</h1>"]);
    expect(Object.fromEntries(found.headers)).toMatchObject({
      "content-security-policy": "default-src 'self'",
      "x-robots-tag": "noindex, nofollow",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      vary: "Accept, Origin",
      "x-request-id": expect.stringMatching(/./),
    });
    const lost = await app.request(`/s/${"A".repeat(43)}`);
    expect([lost.status, await lost.text()]).toEqual([404, "<h1>Nothing here</h1>"]);
    const program = await app.request(`/s/${token}`, { headers: { accept: "text/html, Application/JSON;q=0.9" } });
    expect(await program.json()).toMatchObject({ kind: "photo" });
  });

  it("is described with its page where there is one", async () => {
    const typesOf = async (options: { sharePage?: () => Response }) => {
      const { send } = await shareOnePhoto({}, options);
      const { responses } = (await send("GET /openapi.json")).body.paths["/s/{token}"].get;
      return [200, 404, 429].map((status) => Object.keys(responses[status].content));
    };
    const problem = "application/problem+json";
    expect(await typesOf({})).toEqual([["application/json"], [problem], [problem]]);
    expect(await typesOf({ sharePage: () => page(true) })).toEqual([
      ["application/json", "text/html"],
      [problem, "text/html"],
      [problem],
    ]);
  });

  it("takes any answer of the host for a page, such as one that cannot be changed", async () => {
    const elsewhere = () => Response.redirect("https://photos.example/welcome");
    const { app, token } = await shareOnePhoto({}, { sharePage: elsewhere });
    const answer = await app.request(`/s/${token}`);
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "https://photos.example/welcome"]);
    const varied = () => new Response("Hi", { headers: { vary: "Accept-Language" } });
    const other = await shareOnePhoto({}, { sharePage: varied });
    expect((await other.app.request(`/s/${other.token}`)).headers.get("vary")).toBe("Accept-Language, Accept, Origin");
  });

  it("asks nothing of whoever calls", async () => {
    const { send, token } = await shareOnePhoto();
    expect((await send(`GET /s/${token}`, { headers: { authorization: "Bearer nonsense" } })).status).toBe(200);
  });
});

describe("opening a link", () => {
  it("gives a grant and the photo, and counts one view", async () => {
    const { send, token, photo, ana } = await shareOnePhoto();
    const opened = await send(`POST /s/${token}/open`);
    expect(opened.body).toMatchObject({
      expiresAt: "2026-11-20T10:00:00.000Z",
      share: { kind: "photo", download: "none", owner: { displayName: "ana" } },
      photos: [{ id: photo, title: "First snow", width: 600, height: 400 }],
    });
    const headers = { authorization: `Share ${opened.body.grant}` };
    const again = await send(`POST /s/${token}/open`, { headers });
    expect(again.body.photos).toEqual(opened.body.photos);
    const listed = await send(`GET /s/${token}/photos`, { headers });
    expect(listed.body).toEqual({ items: opened.body.photos });
    expect((await send("GET /api/shares", { as: ana })).body.items).toMatchObject([{ views: 1 }]);
  });

  it("takes the password where there is one", async () => {
    const { send, token, open } = await shareOnePhoto({ password: "snow-flake" });
    for (const sent of [{}, { json: {} }, { json: { password: "snow-flakes" } }]) {
      const refused = await send(`POST /s/${token}/open`, sent);
      expect([refused.status, refused.body.code]).toEqual([401, "wrong_share_password"]);
      expect(refused.headers.get("www-authenticate")).toBe('Share realm="tintype"');
    }
    expect(await open("snow-flake")).toBeDefined();
    const inQuery = await send(`POST /s/${token}/open?password=snow-flake`);
    expect([inQuery.status, inQuery.body.errors[0].path]).toEqual([422, "password"]);
  });

  it("lets a visitor whose grant is over, or was made for another link, in like anybody", async () => {
    const { send, token, open, ports, ana, photo } = await shareOnePhoto();
    const grant = await open();
    ports.clock.advance(minutes(31));
    expect((await send(`GET /s/${token}/photos`, { headers: grant })).body.code).toBe("grant_not_valid");
    const reopened = await send(`POST /s/${token}/open`, { headers: grant });
    expect(reopened.status).toBe(200);

    const { url } = (await send(`POST /api/photos/${photo}/share`, { as: ana })).body;
    const headers = { authorization: `Share ${reopened.body.grant}` };
    expect((await send(`POST ${new URL(url).pathname}/open`, { headers })).status).toBe(200);
    expect((await send(`GET ${new URL(url).pathname}/photos`, { headers })).body.code).toBe("grant_not_valid");
    const { items } = (await send("GET /api/shares", { as: ana })).body;
    expect(items.map(({ views }: { views: number }) => views)).toEqual([1, 2]);
  });

  it("lets in exactly as many as there are views, of many at once", async () => {
    const { send, token } = await shareOnePhoto({ maxViews: 3 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(`POST /s/${token}/open`)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.toSorted((one, other) => one - other)).toEqual([200, 200, 200, ...Array<number>(7).fill(404)]);
  });

  it("waits when too many passwords are being checked", async () => {
    const busy = () => Promise.reject(new TooManyPasswordChecks());
    const { send, token } = await shareOnePhoto(
      { password: "snow-flake" },
      { change: ({ passwords }) => ({ passwords: { hash: passwords.hash, verify: busy } }) },
    );
    const answer = await send(`POST /s/${token}/open`, { json: { password: "snow-flake" } });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "1"]);
  });
});

describe("a link that leads nowhere", () => {
  it("is one answer, whatever the reason", async () => {
    const never = await shareOnePhoto();
    const revoked = await shareOnePhoto();
    await revoked.send(`DELETE /api/shares/${revoked.share}`, { as: revoked.ana });
    const expired = await shareOnePhoto({ expiresIn: 60 });
    expired.ports.clock.advance(minutes(2));
    const usedUp = await shareOnePhoto({ maxViews: 1 });
    await usedUp.open();
    const trashed = await shareOnePhoto();
    await trashed.send(`DELETE /api/photos/${trashed.photo}`, { as: trashed.ana });

    for (const line of ["GET /s/TOKEN", "POST /s/TOKEN/open"]) {
      const answers = [];
      for (const [api, token] of [
        [never, "A".repeat(43)],
        [never, "too-short"],
        [revoked, revoked.token],
        [expired, expired.token],
        [usedUp, usedUp.token],
        [trashed, trashed.token],
      ] as const) {
        const { status, body, headers } = await api.send(line.replace("TOKEN", token));
        const { "x-request-id": _, ...others } = Object.fromEntries(headers);
        answers.push({ status, body: { ...body, requestId: "" }, headers: others });
      }
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]).toMatchObject({ status: 404, body: { code: "share_not_found" } });
    }
  });

  it("goes on for those who were in when the views were used up", async () => {
    const { send, token, open } = await shareOnePhoto({ maxViews: 1 });
    const headers = await open();
    expect((await send(`GET /s/${token}/photos`, { headers })).status).toBe(200);
    expect((await send(`POST /s/${token}/open`, { headers })).status).toBe(200);
  });
});

describe("downloading from a link", () => {
  it("is for its owner to allow", async () => {
    const { send, ana, share, token, photo, open, ports } = await shareOnePhoto();
    const headers = await open();
    const line = `GET /s/${token}/photos/${photo}/download`;
    const refused = await send(line, { headers });
    expect([refused.status, refused.body.code]).toEqual([403, "download_not_allowed"]);
    await send(`PATCH /api/shares/${share}`, { as: ana, json: { download: "original" } });
    const people = await send(line, { headers });
    expect(people.status).toBe(302);
    const programs = await send(line, { headers: { ...headers, ...json } });
    const { pathname, search } = new URL(programs.body.url);
    expect(people.headers.get("location")).toBe(programs.body.url);
    expect(ports.urls.opens(pathname.slice(1), search.slice(1), ports.clock.now())).toBe(true);
    ports.clock.advance(minutes(5));
    expect(ports.urls.opens(pathname.slice(1), search.slice(1), ports.clock.now())).toBe(false);
  });

  it("lets a copy be taken along once it is there, and tells when to ask again", async () => {
    const { send, token, photo, open, drain } = await shareOnePhoto({ download: "copy" });
    const headers = { ...(await open()), ...json };
    const line = `GET /s/${token}/photos/${photo}/download`;
    const early = await send(line, { headers });
    expect([early.status, early.body.code, early.headers.get("retry-after")]).toEqual([409, "copy_not_ready", "3"]);
    await drain();
    const { pathname } = new URL((await send(line, { headers })).body.url);
    expect(pathname).toMatch(/^\/dl\/c\/[0-9a-z]{26}\/[0-9a-z]{26}\.jpg$/);
  });

  it("opens that photo and no other", async () => {
    const { send, token, open } = await shareOnePhoto({ download: "original" });
    const headers = await open();
    for (const id of ["01JD4QZ0000000000000000001", "nonsense"]) {
      const answer = await send(`GET /s/${token}/photos/${id}/download`, { headers });
      expect([answer.status, answer.body.code]).toEqual([404, "photo_not_found"]);
    }
  });
});
