import { minutes, plus } from "@tintype/core";
import { createManualClock } from "@tintype/core/testing";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readConfig } from "../config.ts";
import { environment } from "../environment.fixture.ts";
import { openMultipart, openTickets } from "./storage.ts";

beforeAll(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});
afterAll(() => {
  vi.unstubAllEnvs();
});

const clock = createManualClock();
const end = plus(clock.now(), minutes(10));
const upload = { key: "t/01jd4/01jd5", contentType: "image/jpeg", bytes: 3 };

/** The hosts of the three kinds of tickets. */
async function hostsOf(said: Readonly<Record<string, string>>) {
  const config = readConfig({ ...environment, ...said });
  const tickets = openTickets(config, clock);
  const part = { kind: "part", key: upload.key, uploadId: "id", number: 1, bytes: 3 } as const;
  const signed = [tickets.put(upload, end), tickets.post(upload, end), openMultipart(config, clock).sign(part, end)];
  return (await Promise.all(signed)).map(({ url }) => new URL(url).host);
}

describe("tickets for uploads", () => {
  it("lead to the bucket in its region", async () => {
    const host = "incoming.s3.eu-central-1.amazonaws.com";
    expect(await hostsOf({})).toEqual([host, host, host]);
  });

  it("lead there by way of the edge, where that is switched on", async () => {
    const host = "incoming.s3-accelerate.amazonaws.com";
    expect(await hostsOf({ TINTYPE_ACCELERATION: "on" })).toEqual([host, host, host]);
  });
});
