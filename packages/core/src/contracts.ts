export { type BlobStoreFixture, describeBlobStore } from "./ports/blob-store.contract.ts";
export {
  describeIdentityProvider,
  type IdentityProviderFixture,
  type PoolSession,
} from "./ports/identity-provider.contract.ts";
