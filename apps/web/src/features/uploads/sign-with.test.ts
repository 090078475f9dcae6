import type { UploadTicket } from "@tintype/core";
import { describe, expect, it } from "vitest";
import type { Api } from "../../shared/api/create-api.ts";
import type { Parcel } from "./send-bytes.ts";
import { signWith } from "./sign-with.ts";

const now = () => Date.parse("2026-11-20T09:00:00.000Z");
const expiresAt = "2026-11-20T10:00:00.000Z";
const put = { kind: "put", method: "PUT", url: "https://store/put", headers: { a: "1" }, expiresAt };
const parts = [1, 3].map((number) => ({ number, url: `https://store/${number}`, headers: {} }));
const multipart = { kind: "multipart", uploadId: "u", partBytes: 5, parts, received: [], expiresAt };

/** What signs for a ticket; the server signs with its own address, and is told of in `asked`. */
function opened(ticket: object, at = now) {
  const asked: unknown[] = [];
  const api = (async (path: string, call: unknown) => {
    asked.push([path, call]);
    return { url: "https://store/anew" };
  }) as Api;
  return { asked, sign: signWith(api, { photo: "P", ticket: ticket as UploadTicket } as Parcel, at) };
}
const putRequest = { method: "PUT", key: "P" };
const partRequest = (partNumber: number) => ({ ...putRequest, uploadId: "u", partNumber });

describe(signWith, () => {
  it("takes the ticket's address for the whole file, once", async () => {
    const { sign, asked } = opened(put);
    expect(await sign(putRequest)).toEqual({ url: "https://store/put", headers: { a: "1" } });
    expect(asked).toEqual([]);
    expect(await sign(putRequest)).toEqual({ url: "https://store/anew" });
    expect(asked).toEqual([["/photos/P/upload/sign", { method: "POST", body: putRequest }]]);
  });

  it("takes its address for a part, and asks for what the ticket does not have", async () => {
    const { sign, asked } = opened(multipart);
    expect(await sign(partRequest(3))).toEqual({ url: "https://store/3", headers: {} });
    expect(await sign(partRequest(2))).toEqual({ url: "https://store/anew" });
    expect(await sign({ ...partRequest(1), uploadId: "another" })).toEqual({ url: "https://store/anew" });
    expect(await sign({ method: "GET", key: "P", uploadId: "u" })).toEqual({ url: "https://store/anew" });
    expect(asked).toHaveLength(3);
  });

  it("asks for another address shortly before the ticket ends", async () => {
    const { sign } = opened(put, () => Date.parse("2026-11-20T09:59:30.000Z"));
    expect(await sign(putRequest)).toEqual({ url: "https://store/anew" });
  });

  it("signs no removal", async () => {
    await expect(opened(put).sign({ method: "DELETE", key: "P" })).rejects.toThrow("What has arrived stays.");
  });
});
