import type { ContractRunner, Open } from "./contract-runner.ts";
import { describeUploadsInParts } from "./multipart-uploads-accepted.contract.ts";
import type { MultipartUploadsFixture } from "./multipart-uploads-probes.fixture.ts";
import { describeMisusedUploads } from "./multipart-uploads-refused.contract.ts";

/** What holds for all MultipartUploads. */
export function describeMultipartUploads(
  runner: ContractRunner,
  name: string,
  open: Open<MultipartUploadsFixture>,
): void {
  runner.describe(`${name} as MultipartUploads`, () => {
    describeUploadsInParts(runner, open);
    describeMisusedUploads(runner, open);
  });
}
