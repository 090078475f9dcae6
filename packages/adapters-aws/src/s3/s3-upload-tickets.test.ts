import { minutes, plus, Sha256 } from "@tintype/core";
import { createManualClock } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createS3UploadTickets } from "./s3-upload-tickets.ts";

const upload = { key: "t/01jd4/01jd5", contentType: "image/jpeg", bytes: 3 };
const sha256 = Sha256.parse("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

function opened(start?: string) {
  const clock = createManualClock(start);
  const config = { region: "eu-central-1", credentials: { accessKeyId: "id", secretAccessKey: "secret" } };
  return { clock, tickets: createS3UploadTickets({ config, bucket: "photos-incoming", clock }) };
}

describe(createS3UploadTickets, () => {
  it("signs the length, the type and the stated hash, as headers that have to be sent", async () => {
    const { clock, tickets } = opened();
    const { method, url, headers } = await tickets.put({ ...upload, sha256 }, plus(clock.now(), minutes(60)));
    const { host, pathname, searchParams } = new URL(url);
    expect(method).toBe("PUT");
    expect(`${host}${pathname}`).toBe("photos-incoming.s3.eu-central-1.amazonaws.com/t/01jd4/01jd5");
    expect(searchParams.get("X-Amz-SignedHeaders")).toBe("content-length;content-type;host;x-amz-checksum-sha256");
    expect(headers).toEqual({
      "content-type": "image/jpeg",
      "x-amz-checksum-sha256": "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
    });
  });

  it("puts no checksum of its own into the address", async () => {
    const { clock, tickets } = opened();
    const { url, headers } = await tickets.put(upload, plus(clock.now(), minutes(60)));
    expect(url.toLowerCase()).not.toContain("checksum");
    expect(new URL(url).searchParams.get("X-Amz-SignedHeaders")).toBe("content-length;content-type;host");
    expect(headers).toEqual({ "content-type": "image/jpeg" });
  });

  it("ends when it says, in whole seconds, by the clock that it is given", async () => {
    const { clock, tickets } = opened("2026-11-20T09:30:00.900Z");
    const { url, expiresAt } = await tickets.put(upload, plus(clock.now(), minutes(60)));
    const { searchParams } = new URL(url);
    expect(searchParams.get("X-Amz-Date")).toBe("20261120T093000Z");
    expect(searchParams.get("X-Amz-Expires")).toBe("3600");
    expect(expiresAt).toBe("2026-11-20T10:30:00.000Z");
  });

  it("is the same for the same upload at the same time, and another for any other", async () => {
    const { clock, tickets } = opened();
    const expiresAt = plus(clock.now(), minutes(60));
    const { url } = await tickets.put(upload, expiresAt);
    expect((await tickets.put(upload, expiresAt)).url).toBe(url);
    for (const other of [{ key: "t/01jd4/01jd6" }, { contentType: "image/png" }, { bytes: 4 }, { sha256 }]) {
      const { searchParams } = new URL((await tickets.put({ ...upload, ...other }, expiresAt)).url);
      expect(searchParams.get("X-Amz-Signature")).not.toBe(new URL(url).searchParams.get("X-Amz-Signature"));
    }
  });

  it("is not given for a key that no blob can have, nor after an abort", async () => {
    const { clock, tickets } = opened();
    const soon = plus(clock.now(), minutes(1));
    await expect(tickets.put({ ...upload, key: "../x" }, soon)).rejects.toMatchObject({ code: "invalid_blob_key" });
    const reason = new Error("the client went away");
    await expect(tickets.put(upload, soon, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("says that the storage is unavailable where there are no credentials to sign with", async () => {
    const clock = createManualClock();
    const credentials = async () => {
      throw new Error("There is no role here.");
    };
    const tickets = createS3UploadTickets({
      config: { region: "eu-central-1", credentials },
      bucket: "photos-incoming",
      clock,
    });
    const put = tickets.put(upload, plus(clock.now(), minutes(1)));
    await expect(put).rejects.toMatchObject({ code: "unavailable", cause: { message: "There is no role here." } });
  });

  it("signs every field of a form, and the exact length of its file", async () => {
    const { clock, tickets } = opened("2026-11-20T09:30:00.900Z");
    const { method, url, fields, expiresAt } = await tickets.post(
      { ...upload, sha256 },
      plus(clock.now(), minutes(60)),
    );
    const { policy = "", "x-amz-signature": signature = "", ...others } = fields;
    expect([method, url]).toEqual(["POST", "https://photos-incoming.s3.eu-central-1.amazonaws.com/"]);
    expect(others).toEqual({
      key: "t/01jd4/01jd5",
      "Content-Type": "image/jpeg",
      "x-amz-checksum-algorithm": "SHA256",
      "x-amz-checksum-sha256": "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
      "x-amz-algorithm": "AWS4-HMAC-SHA256",
      "x-amz-credential": "id/20261120/eu-central-1/s3/aws4_request",
      "x-amz-date": "20261120T093000Z",
    });
    expect(JSON.parse(Buffer.from(policy, "base64").toString())).toEqual({
      expiration: "2026-11-20T10:30:00.000Z",
      conditions: [
        { bucket: "photos-incoming" },
        ["content-length-range", 3, 3],
        ...Object.entries(others).map(([name, value]) => ["eq", `$${name}`, value]),
      ],
    });
    expect([signature.length, expiresAt]).toEqual([64, "2026-11-20T10:30:00.000Z"]);
  });

  it("gives the token of temporary credentials along with a form, signed", async () => {
    const clock = createManualClock();
    const credentials = { accessKeyId: "id", secretAccessKey: "secret", sessionToken: "token" };
    const config = { region: "eu-central-1", credentials };
    const tickets = createS3UploadTickets({ config, bucket: "photos-incoming", clock });
    const { fields } = await tickets.post(upload, plus(clock.now(), minutes(60)));
    expect(fields["x-amz-security-token"]).toBe("token");
    const policy = Buffer.from(fields["policy"] ?? "", "base64").toString();
    expect(policy).toContain('["eq","$x-amz-security-token","token"]');
  });
});
