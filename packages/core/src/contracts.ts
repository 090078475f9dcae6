export {
  describeIdentityProvider,
  type IdentityProviderFixture,
  type PoolSession,
} from "./ports/identity-provider.contract.ts";
