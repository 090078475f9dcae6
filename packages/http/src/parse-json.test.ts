import { describe, expect, it } from "vitest";
import { editOnePhoto } from "./edited-photo.fixture.ts";
import { openHttp } from "./http.fixture.ts";

const json = { "content-type": "application/json" };
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
    const { patch } = await editOnePhoto();
    const answer = await patch(body);
    expect([answer.status, answer.body.code]).toEqual([400, "malformed_request"]);
  });

  it.each([
    ["20 levels", nested(20), "title"],
    ["one name in two objects", '{"tags":[{"a":1},{"a":2}]}', "tags.0"],
    ["names that look like structure", '{"a:{":1,"},":2}', "a:{"],
  ])("is read with %s", async (_, body, path) => {
    const { patch } = await editOnePhoto();
    const answer = await patch(body);
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, path]);
  });

  it("may begin with a byte order mark", async () => {
    const { patch } = await editOnePhoto();
    const mark = new TextEncoder().encode('\u{FEFF}{"title":"Snow"}');
    expect((await patch(mark)).body.title).toBe("Snow");
  });

  it.each(["null", "[]", '"title"', "1", "true"])("is an object, not %s", async (body) => {
    const { patch } = await editOnePhoto();
    expect((await patch(body)).status).toBe(422);
  });

  it.each(["__proto__", "constructor", "prototype", "toString", "owner", "saved", "revision", "state", "sha256", "id"])(
    "has no field %s",
    async (name) => {
      const { patch } = await editOnePhoto();
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
    const { patch } = await editOnePhoto();
    // Bytes, since a text would give itself a type.
    const answer = await patch(new TextEncoder().encode('{"title":"a"}'), headers);
    expect([answer.status, answer.body.code]).toEqual([415, "unsupported_media_type"]);
  });

  it.each(["application/json;charset=UTF-8", 'Application/JSON; charset="utf-8"', "application/json ; a=b"])(
    "may be %s",
    async (type) => {
      const { patch } = await editOnePhoto();
      expect((await patch('{"title":"a"}', { "content-type": type })).status).toBe(200);
    },
  );

  it("names what is taken, where it is not taken", async () => {
    const { send, ana } = await openHttp();
    const answer = await send("POST /api/photos", { as: ana, body: "x", headers: { "content-type": "video/mp4" } });
    expect(answer.body.detail).toBe("Send application/json, multipart/form-data or image/* here, not video/mp4.");
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
    const { patch } = await editOnePhoto();
    const wanted = text
      .normalize("NFC")
      .replaceAll(/[\b\f]/g, "")
      .trim();
    const { body } = await patch(JSON.stringify({ caption: text, tags: [text.slice(0, 40)] }));
    expect(body.caption).toBe(wanted);
    expect(body.tags).toHaveLength(1);
  });

  it("loses what cannot be seen", async () => {
    const { patch } = await editOnePhoto();
    const { body } = await patch('{"title":"a\\u0000b\\ud800c\\u202ed\\r\\ne"}');
    expect(body.title).toBe("abcd e");
  });
});
