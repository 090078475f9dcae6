import { hours, instantFromMillis, millisOf, minutes, plus } from "@tintype/core";
import { describeUploadTickets, type UploadTicketsFixture } from "@tintype/core/contracts";
import * as vitest from "vitest";
import { laneRunner } from "../lane-runner.fixture.ts";
import { noS3, openS3Fixture, realClock, s3Config, sendRequest } from "./s3.fixture.ts";
import { createS3UploadTickets } from "./s3-upload-tickets.ts";

describeUploadTickets(laneRunner(vitest, { missing: noS3 }), "presigned S3 requests", openTickets);

async function openTickets(): Promise<UploadTicketsFixture & AsyncDisposable> {
  const s3 = await openS3Fixture();
  const options = { config: s3Config(), bucket: s3.buckets.incoming };
  const now = realClock.now();
  const earlier = { now: () => plus(now, -hours(1)) };
  return {
    blobs: s3.blobs,
    tickets: createS3UploadTickets({ ...options, clock: realClock }),
    soon: instantFromMillis(Math.floor(millisOf(plus(now, minutes(5))) / 1_000) * 1_000),
    expired: (upload) => createS3UploadTickets({ ...options, clock: earlier }).put(upload, plus(now, -minutes(5))),
    expiredForm: (upload) => createS3UploadTickets({ ...options, clock: earlier }).post(upload, plus(now, -minutes(5))),
    send: sendRequest,
    async sendForm({ url, fields }) {
      const form = new FormData();
      for (const [name, value] of fields) {
        if (typeof value === "string") form.append(name, value);
        else form.append(name, new Blob([value]), "photo.jpg");
      }
      const answer = await fetch(url, { method: "POST", body: form });
      await answer.body?.cancel();
      return { status: answer.status, etag: answer.headers.get("etag") ?? undefined };
    },
    [Symbol.asyncDispose]: () => s3[Symbol.asyncDispose](),
  };
}
