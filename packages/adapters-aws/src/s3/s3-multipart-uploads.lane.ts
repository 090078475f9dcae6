import { hours, instantFromMillis, millisOf, minutes, plus } from "@tintype/core";
import { describeMultipartUploads, type MultipartUploadsFixture } from "@tintype/core/contracts";
import * as vitest from "vitest";
import { laneRunner } from "../lane-runner.fixture.ts";
import { noS3, openS3Fixture, realClock, s3Config, sendRequest } from "./s3.fixture.ts";
import { createS3MultipartUploads } from "./s3-multipart-uploads.ts";

describeMultipartUploads(laneRunner(vitest, { missing: noS3 }), "S3 multipart uploads", openUploads);

async function openUploads(): Promise<MultipartUploadsFixture & AsyncDisposable> {
  const s3 = await openS3Fixture();
  const options = { config: s3Config(), bucket: s3.buckets.incoming };
  const now = realClock.now();
  const earlier = { now: () => plus(now, -hours(1)) };
  const uploads = createS3MultipartUploads({ ...options, clock: realClock });
  return {
    blobs: s3.blobs,
    uploads,
    soon: instantFromMillis(Math.floor(millisOf(plus(now, minutes(5))) / 1_000) * 1_000),
    expired: (request) =>
      createS3MultipartUploads({ ...options, clock: earlier }).sign(request, plus(now, -minutes(5))),
    send: sendRequest,
    async [Symbol.asyncDispose]() {
      for await (const upload of uploads.list("")) await uploads.abort(upload);
      await s3[Symbol.asyncDispose]();
    },
  };
}
