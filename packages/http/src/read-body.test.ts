import { aReadyPhoto } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { openHttp } from "./http.fixture.ts";

const json = { "content-type": "application/json" };

/** A photo of Ana's, and a way to send bodies at it. */
async function open() {
  const api = await openHttp();
  const photo = aReadyPhoto({ owner: api.ana.id });
  await api.ports.photos.save({ after: photo, events: [] });
  const patch = (body: NonNullable<RequestInit["body"]>, headers: Record<string, string> = json) =>
    api.send(`PATCH /api/photos/${photo.id}`, { as: api.ana, body, headers });
  return { ...api, patch };
}

const nested = (depth: number) => `{"title":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
const bytes = (...values: number[]) => new Uint8Array(values);

describe("a JSON body", () => {
  it.each([
    ["nothing", ""],
    ["half an object", '{"title":"a"'],
    ["single quotes", "{'title':'a'}"],
    ["two values", '{"title":"a"}{}'],
    ["a comment", '{"title":"a"}//'],
    ["NaN", '{"title":NaN}'],
    ["bytes that are no UTF-8", bytes(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)],
    ["a surrogate alone, as bytes", bytes(0x22, 0xed, 0xa0, 0x80, 0x22)],
    ["UTF-16", bytes(0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00)],
    ["21 levels", nested(21)],
    ["30,000 levels", nested(30_000)],
    ["the same name twice", '{"title":"a","title":"b"}'],
    ["the same name twice, spelled in two ways", '{"title":"a","t\\u0069tle":"b"}'],
    ["the same name twice, deep inside", '{"title":[{"a":{"b":1,"b":2}}]}'],
  ])("is 400 with %s", async (_, body) => {
    const { patch } = await open();
    const answer = await patch(body);
    expect([answer.status, answer.body.code]).toEqual([400, "malformed_request"]);
  });

  it.each([
    ["20 levels", nested(20), "title"],
    ["one name in two objects", '{"tags":[{"a":1},{"a":2}]}', "tags.0"],
    ["names that look like structure", '{"a:{":1,"},":2}', "a:{"],
  ])("is read with %s", async (_, body, path) => {
    const { patch } = await open();
    const answer = await patch(body);
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, path]);
  });

  it("may begin with a byte order mark", async () => {
    const { patch } = await open();
    const mark = new TextEncoder().encode('\u{FEFF}{"title":"Snow"}');
    expect((await patch(mark)).body.title).toBe("Snow");
  });

  it.each(["null", "[]", '"title"', "1", "true"])("is an object, not %s", async (body) => {
    const { patch } = await open();
    expect((await patch(body)).status).toBe(422);
  });

  it.each(["__proto__", "constructor", "prototype", "toString", "owner", "saved", "revision", "state", "sha256", "id"])(
    "has no field %s",
    async (name) => {
      const { patch } = await open();
      const answer = await patch(`{"${name}":{"title":"a"}}`);
      expect([answer.status, answer.body.errors]).toEqual([
        422,
        [{ path: name, code: "unknown_field", message: "is not a field of this request" }],
      ]);
      expect(Object.prototype).not.toHaveProperty("title");
    },
  );

  it.each([
    ["no type", {}],
    ["another type", { "content-type": "text/plain" }],
    ["a type that begins alike", { "content-type": "application/json5" }],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }],
    ["another charset", { "content-type": "application/json; charset=iso-8859-1" }],
    ["a coding", { ...json, "content-encoding": "gzip" }],
  ])("is 415 with %s", async (_, headers) => {
    const { patch } = await open();
    // Bytes, since a text would give itself a type.
    const answer = await patch(new TextEncoder().encode('{"title":"a"}'), headers as Record<string, string>);
    expect([answer.status, answer.body.code]).toEqual([415, "unsupported_media_type"]);
  });

  it.each(["application/json;charset=UTF-8", 'Application/JSON; charset="utf-8"', "application/json ; a=b"])(
    "may be %s",
    async (type) => {
      const { patch } = await open();
      expect((await patch('{"title":"a"}', { "content-type": type })).status).toBe(200);
    },
  );

  it("names what is taken, where it is not taken", async () => {
    const { send, ana } = await openHttp();
    const answer = await send("POST /api/photos", { as: ana, body: "x", headers: { "content-type": "video/mp4" } });
    expect(answer.body.detail).toBe("Send application/json or image/* here, not video/mp4.");
  });
});

describe("the size of a body", () => {
  const limit = 64 * 1024;
  const filled = (length: number) => new TextEncoder().encode(`{"title":"a"}${" ".repeat(length - 13)}`);
  const stream = (length: number, onPull = (_pulled: number) => {}) => {
    let pulled = 0;
    return new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          pulled += 1;
          onPull(pulled);
          if (pulled > length / 1024) controller.close();
          else controller.enqueue(pulled === 1 ? filled(1024) : new Uint8Array(1024).fill(32));
        },
      },
      { highWaterMark: 0 },
    );
  };

  it("is 64 KiB at the most, announced or not", async () => {
    const { patch } = await open();
    expect((await patch(filled(limit))).status).toBe(200);
    expect((await patch(stream(limit))).status).toBe(200);
    for (const body of [filled(limit + 1), stream(limit + 1024)]) {
      const answer = await patch(body);
      expect([answer.status, answer.body.code]).toEqual([413, "payload_too_large"]);
      expect(answer.body.detail).toBe("The body of this request may have at most 64 KiB.");
    }
  });

  it("is refused by what is announced, before a byte is read", async () => {
    const { patch } = await open();
    let read = 0;
    const body = stream(2 * limit, (pulled) => {
      read = pulled;
    });
    const answer = await patch(body, { ...json, "content-length": `${limit + 1}` });
    expect([answer.status, read]).toEqual([413, 0]);
  });

  it("counts, and not what was announced", async () => {
    const { patch } = await open();
    expect((await patch(filled(limit + 1), { ...json, "content-length": "13" })).status).toBe(413);
    expect((await patch(filled(13), { ...json, "content-length": "many" })).status).toBe(200);
  });

  it("is not read any further than that", async () => {
    const { patch } = await open();
    let read = 0;
    const endless = stream(Number.POSITIVE_INFINITY, (pulled) => {
      read = pulled;
    });
    expect((await patch(endless)).status).toBe(413);
    expect(read).toBeLessThan(70);
  });

  it("is not looked at before we know who is calling", async () => {
    const { send } = await openHttp();
    const answer = await send("POST /api/photos", { body: stream(limit), headers: json });
    expect([answer.status, answer.body.code]).toEqual([401, "sign_in_required"]);
  });

  it("does not matter when the body breaks off", async () => {
    const { patch } = await open();
    const broken = new ReadableStream({
      start: (controller) => controller.error(new Error("ECONNRESET at /srv/secret")),
    });
    const answer = await patch(broken);
    expect([answer.status, answer.body.detail]).toEqual([400, "The body broke off."]);
  });
});

describe("text", () => {
  const hostile = [
    "<script>alert(1)</script>",
    "'; DROP TABLE photos; --",
    "$\u{7b}jndi:ldap://x}",
    "../../../etc/passwd",
    "Robert\u{2028}Tables",
    "👩‍👩‍👧‍👦 Z͑ͫ̓a͠l̢g͟o̧ 서울 עברית",
    '"\\/\b\f',
    "%00%0d%0aSet-Cookie: a=b",
    "null",
    "﷽".repeat(50),
  ];

  it.each(hostile)("comes back as it was sent: %s", async (text) => {
    const { patch } = await open();
    const wanted = text
      .normalize("NFC")
      .replaceAll(/[\b\f]/g, "")
      .trim();
    const { body } = await patch(JSON.stringify({ caption: text, tags: [text.slice(0, 40)] }));
    expect(body.caption).toBe(wanted);
    expect(body.tags).toHaveLength(1);
  });

  it("loses what cannot be seen", async () => {
    const { patch } = await open();
    const { body } = await patch('{"title":"a\\u0000b\\ud800c\\u202ed\\r\\ne"}');
    expect(body.title).toBe("abcd e");
  });
});
