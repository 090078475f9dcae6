import { describeBlobCopying } from "./blob-store-copying.contract.ts";
import { describeBlobKeys } from "./blob-store-keys.contract.ts";
import { describeBlobListing } from "./blob-store-listing.contract.ts";
import { describeBlobNames } from "./blob-store-names.contract.ts";
import { describeBlobOpening } from "./blob-store-opening.contract.ts";
import type { BlobStoreFixture } from "./blob-store-probes.fixture.ts";
import { describeBlobPutting } from "./blob-store-putting.contract.ts";
import { describeBlobRefusals } from "./blob-store-refusals.contract.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";

/** What holds for every BlobStore. */
export function describeBlobStore(runner: ContractRunner, name: string, open: Open<BlobStoreFixture>): void {
  runner.describe(`${name} as a BlobStore`, () => {
    describeBlobPutting(runner, open);
    describeBlobRefusals(runner, open);
    describeBlobOpening(runner, open);
    describeBlobCopying(runner, open);
    describeBlobListing(runner, open);
    describeBlobKeys(runner, open);
    describeBlobNames(runner, open);
  });
}
