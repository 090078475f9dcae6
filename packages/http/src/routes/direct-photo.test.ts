import { createHash } from "node:crypto";
import { testImage } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { type HttpFixture, openHttp } from "../http.fixture.ts";
import { image } from "./developed-photo.fixture.ts";

const MiB = 2 ** 20;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** A form as browsers send it, with a boundary that is another one each time. */
async function formOf(
  fields: readonly (readonly [string, string])[],
  file?: Uint8Array<ArrayBuffer>,
  name = "sea.jpg",
) {
  const form = new FormData();
  for (const [field, value] of fields) form.append(field, value);
  if (file !== undefined) form.append("file", new Blob([file], { type: "image/jpeg" }), name);
  const encoded = new Response(form);
  return { headers: { "content-type": encoded.headers.get("content-type") ?? "" }, body: await encoded.bytes() };
}

async function rawForm(...parts: readonly string[]) {
  const body = `${parts.map((part) => `--edge\r\n${part}\r\n`).join("")}--edge--\r\n`;
  return { headers: { "content-type": "multipart/form-data; boundary=edge" }, body };
}
const filePart = 'Content-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nabc';
const textPart = (name: string, value: string) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`;

const create = (
  { send, ana }: HttpFixture,
  sent: { body: NonNullable<RequestInit["body"]>; headers: Record<string, string> },
) => send("POST /api/photos", { as: ana, ...sent });

describe("sending a photo in a form", () => {
  it("creates it in one request, with the words that stand beside it", async () => {
    const api = await openHttp();
    const fields = [
      ["title", "See – 바다"],
      ["tags", "sea"],
      ["tags", "summer, 2026"],
    ] as const;
    const sent = await create(api, await formOf(fields, image, "바다 1.jpg"));
    expect(sent.status).toBe(201);
    const said = { fileName: "바다 1.jpg", title: "See – 바다", tags: ["sea", "summer, 2026"] };
    expect(sent.body.photo).toMatchObject({ state: "uploaded", bytes: image.length, ...said });
    expect(sent.body).not.toHaveProperty("upload");
    await api.drain();
    const ready = await api.send(`GET /api/photos/${sent.body.photo.id}`, { as: api.ana });
    expect(ready.body).toMatchObject({ state: "ready", width: 600 });
    expect((await create(api, await formOf([], image))).status).toBe(200);
  });

  it("is called as the form says, and else as the file is", async () => {
    const api = await openHttp();
    const named = await create(api, await formOf([["fileName", "mine.jpg"]], image, "theirs.jpg"));
    expect(named.body.photo.fileName).toBe("mine.jpg");
  });

  it("happens once with one Idempotency-Key, whatever the boundary", async () => {
    const api = await openHttp();
    const once = async (file: Uint8Array<ArrayBuffer>, title: string) => {
      const { body, headers } = await formOf([["title", title]], file);
      return create(api, { body, headers: { ...headers, "idempotency-key": "one" } });
    };
    const first = await once(image, "Sea");
    const again = await once(image, "Sea");
    expect([again.status, again.body.photo.id]).toEqual([201, first.body.photo.id]);
    for (const other of [await once(image, "Lake"), await once(testImage(5, 5), "Sea")]) {
      expect([other.status, other.body.code]).toEqual([422, "idempotency_key_reused"]);
    }
  });

  it("takes 4 MiB and not a byte more", async () => {
    const api = await openHttp();
    expect((await create(api, await formOf([], testImage(9, 9, {}, 4 * MiB)))).status).toBe(201);
    const larger = await create(api, await formOf([], testImage(9, 9, {}, 4 * MiB + 1)));
    expect([larger.status, larger.body.code]).toEqual([413, "photo_too_large"]);
    const much = await create(api, await formOf([], testImage(9, 9, {}, 4 * MiB + 64 * 1024)));
    expect([much.status, much.body.code]).toEqual([413, "payload_too_large"]);
    expect(much.body.detail).toContain("announce larger photos with JSON");
  });

  it("refuses fields that nobody asked for, and words that are too long", async () => {
    const api = await openHttp();
    for (const [name, value] of [
      ["owner", "me"],
      ["title", "x".repeat(201)],
      ["__proto__", "x"],
      ["upload", "put"],
    ] as const) {
      const answer = await create(api, await formOf([[name, value]], image));
      expect([answer.status, answer.body.errors[0].path], name).toEqual([422, name]);
    }
    const long = await create(api, await formOf([["caption", "x".repeat(64 * 1024)]], image));
    expect([long.status, long.body.code]).toEqual([413, "payload_too_large"]);
    expect((await api.send("GET /api/photos", { as: api.ana })).body.items).toEqual([]);
  });

  it.each<
    [what: string, form: () => Promise<{ body: NonNullable<RequestInit["body"]>; headers: Record<string, string> }>]
  >([
    ["no file", () => formOf([["title", "Sea"]])],
    ["nothing at all", () => rawForm()],
    ["a file that is a text", () => rawForm(textPart("file", "abc"))],
    ["two files", () => rawForm(filePart, filePart)],
    ["a file where a word should be", () => rawForm(filePart, filePart.replace('"file"', '"title"'))],
    ["a word twice", () => rawForm(filePart, textPart("title", "a"), textPart("title", "b"))],
    ["101 parts", () => rawForm(filePart, ...Array.from({ length: 100 }, () => textPart("tags", "a")))],
    ["50,000 parts", () => rawForm(...Array.from({ length: 50_000 }, () => textPart("a", "")), filePart)],
    ["no boundary", async () => ({ ...(await rawForm(filePart)), headers: { "content-type": "multipart/form-data" } })],
    [
      "an empty boundary",
      async () => ({ ...(await rawForm(filePart)), headers: { "content-type": "multipart/form-data; boundary=" } }),
    ],
    [
      "another boundary",
      async () => ({ ...(await rawForm(filePart)), headers: { "content-type": "multipart/form-data; boundary=x" } }),
    ],
    ["no end", async () => ({ ...(await rawForm()), body: `--edge\r\n${filePart}` })],
    ["JSON instead", async () => ({ ...(await rawForm()), body: '{"image":""}' })],
  ])("is 400 with %s", async (_, form) => {
    const api = await openHttp();
    const answer = await create(api, await form());
    expect([answer.status, answer.body.code]).toEqual([400, "malformed_request"]);
    expect((await api.send("GET /api/photos", { as: api.ana })).body.items).toEqual([]);
  });

  it("is read with 100 parts", async () => {
    const api = await openHttp();
    const tags = Array.from({ length: 99 }, () => textPart("tags", "a"));
    const answer = await create(api, await rawForm(filePart, ...tags));
    expect(answer.body.errors).toMatchObject([{ path: "tags", message: "at most 50 tags" }]);
  });
});

describe("sending a photo in JSON", () => {
  it("creates it in one request", async () => {
    const { send, ana, drain } = await openHttp();
    const json = { image: base64(image), fileName: "sea.jpg", title: "Sea", tags: ["a"] };
    const sent = await send("POST /api/photos", { as: ana, json });
    expect(sent.status).toBe(201);
    expect(sent.body.photo).toMatchObject({
      state: "uploaded",
      fileName: "sea.jpg",
      title: "Sea",
      bytes: image.length,
    });
    await drain();
    expect((await send(`GET /api/photos/${sent.body.photo.id}`, { as: ana })).body.state).toBe("ready");
  });

  it("takes 4 MiB when decoded and not a byte more", async () => {
    const { send, ana } = await openHttp();
    const sized = (bytes: number) =>
      send("POST /api/photos", { as: ana, json: { image: base64(testImage(9, 9, {}, bytes)) } });
    expect((await sized(4 * MiB)).status).toBe(201);
    const larger = await sized(4 * MiB + 1);
    expect([larger.status, larger.body.code]).toEqual([413, "photo_too_large"]);
    const much = await sized(4 * MiB + 64 * 1024);
    expect([much.status, much.body.code]).toEqual([413, "payload_too_large"]);
  });

  it.each(["data:image/jpeg;base64,/9j/", "abc", "a-_b", "QR==", "QQ==\n", 7, null])(
    "refuses %j as an image",
    async (said) => {
      const { send, ana } = await openHttp();
      const answer = await send("POST /api/photos", { as: ana, json: { image: said } });
      expect([answer.status, answer.body.errors[0].path]).toEqual([422, "image"]);
    },
  );

  it("refuses what does not go with an image", async () => {
    const { send, ana } = await openHttp();
    for (const other of [{ bytes: 3 }, { upload: "post" }, { incomingKey: "u/a" }, { sha256: "0".repeat(64) }]) {
      const answer = await send("POST /api/photos", { as: ana, json: { image: base64(image), ...other } });
      expect([answer.status, answer.body.errors[0].path]).toEqual([422, Object.keys(other)[0]]);
    }
  });

  it("has 64 KiB where there is no image, and no more patience for escapes", async () => {
    const { send, ana } = await openHttp();
    const announced = { fileName: "a.jpg", contentType: "image/jpeg", bytes: 5 };
    const padded = await send("POST /api/photos", { as: ana, json: { ...announced, title: " ".repeat(64 * 1024) } });
    expect([padded.status, padded.body.code]).toEqual([413, "payload_too_large"]);
    const escapes = `{"image":"${"\\n".repeat(2 * MiB)}"}`;
    const odd = await send("POST /api/photos", {
      as: ana,
      body: escapes,
      headers: { "content-type": "application/json" },
    });
    expect([odd.status, odd.body.errors[0].path]).toEqual([422, "image"]);
  });
});

describe("a photo of bytes in the bucket", () => {
  it("is created by their key", async () => {
    const { send, ana, ports, drain } = await openHttp();
    const incomingKey = `u/${ana.id}/IMG_2041.jpg`;
    await ports.blobs.put({ area: "incoming", key: incomingKey }, image, { bytes: image.length });
    const sent = await send("POST /api/photos", { as: ana, json: { incomingKey, title: "Sea" } });
    expect([sent.status, sent.body.photo.state]).toEqual([201, "uploaded"]);
    await drain();
    const sha256 = createHash("sha256").update(image).digest("hex");
    const again = await send("POST /api/photos", { as: ana, json: { incomingKey, sha256 } });
    expect([again.status, again.body.photo.id]).toEqual([200, sent.body.photo.id]);
  });

  it("is called what its key says, whichever characters that has", async () => {
    const { send, ana, ports } = await openHttp();
    const incomingKey = `u/${ana.id}/Ferien #1/My \u{1F600} phóto+.JPG`;
    await ports.blobs.put({ area: "incoming", key: incomingKey }, image, { bytes: image.length });
    const named = await send("POST /api/photos", { as: ana, json: { incomingKey } });
    expect([named.status, named.body.photo.fileName]).toEqual([201, "My \u{1F600} phóto+.JPG"]);
    const told = await send("POST /api/photos", { as: ana, json: { incomingKey, fileName: "sea.jpg" } });
    expect(told.body.photo.fileName).toBe("sea.jpg");
    const other = await send("POST /api/photos", { as: ana, json: { incomingKey: incomingKey.normalize("NFD") } });
    expect([other.status, other.body.code]).toEqual([404, "incoming_not_found"]);
  });

  it("is not to be had of what is somebody else's, or not there", async () => {
    const { send, ana, ben, ports } = await openHttp();
    const key = `u/${ana.id}/IMG_2041.jpg`;
    await ports.blobs.put({ area: "incoming", key }, image, { bytes: image.length });
    const answers = [];
    for (const incomingKey of [key, `u/${ben.id}/IMG_2041.jpg`, "o/01/01.jpg"]) {
      const { status, body } = await send("POST /api/photos", { as: ben, json: { incomingKey } });
      answers.push([status, body.code, body.detail]);
    }
    expect(new Set(answers.map(String)).size).toBe(1);
    expect(answers[0]?.slice(0, 2)).toEqual([404, "incoming_not_found"]);
    for (const name of ["../x", "a//b", "a/", "a\n", "\uD800", "\uFFFE", "ä".repeat(500)]) {
      const odd = await send("POST /api/photos", { as: ana, json: { incomingKey: `u/${ana.id}/${name}` } });
      expect([odd.status, odd.body.errors[0].path], name).toEqual([422, "incomingKey"]);
    }
  });
});
