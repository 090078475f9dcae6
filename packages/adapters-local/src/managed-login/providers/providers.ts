import type { AuthorizationRequest } from "../authorization-request.ts";

/** Whose word counts beside the pool's own. */
export interface Providers {
  /** As Cognito calls them, such as `Google` and `SignInWithApple`. */
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Sends somebody to a provider, to come back with its word. */
  begin(name: string, asked: AuthorizationRequest, request: Request): Promise<Response>;
}

export const createProviders = (): Providers => ({
  names: [],
  has: () => false,
  begin: () => Promise.reject(new Error("There are no providers.")),
});
