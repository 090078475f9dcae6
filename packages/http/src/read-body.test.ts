import { describe, expect, it } from "vitest";
import { editOnePhoto } from "./edited-photo.fixture.ts";
import { openHttp } from "./http.fixture.ts";

const json = { "content-type": "application/json" };

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
    const { patch } = await editOnePhoto();
    expect((await patch(filled(limit))).status).toBe(200);
    expect((await patch(stream(limit))).status).toBe(200);
    for (const body of [filled(limit + 1), stream(limit + 1024)]) {
      const answer = await patch(body);
      expect([answer.status, answer.body.code]).toEqual([413, "payload_too_large"]);
      expect(answer.body.detail).toBe("The body of this request may have at most 64 KiB.");
    }
  });

  it("is refused by what is announced, before a byte is read", async () => {
    const { patch } = await editOnePhoto();
    let read = 0;
    const body = stream(2 * limit, (pulled) => {
      read = pulled;
    });
    const answer = await patch(body, { ...json, "content-length": `${limit + 1}` });
    expect([answer.status, read]).toEqual([413, 0]);
  });

  it("counts, and not what was announced", async () => {
    const { patch } = await editOnePhoto();
    expect((await patch(filled(limit + 1), { ...json, "content-length": "13" })).status).toBe(413);
    expect((await patch(filled(13), { ...json, "content-length": "many" })).status).toBe(200);
  });

  it("is not read any further than that", async () => {
    const { patch } = await editOnePhoto();
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
    const { patch } = await editOnePhoto();
    const broken = new ReadableStream({
      start: (controller) => controller.error(new Error("ECONNRESET at /srv/secret")),
    });
    const answer = await patch(broken);
    expect([answer.status, answer.body.detail]).toEqual([400, "The body broke off."]);
  });
});
