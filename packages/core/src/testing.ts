export { createMemoryIdentityProvider, type MemoryIdentityProvider } from "./ports/identity-provider.memory.ts";
