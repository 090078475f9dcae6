import { preSignUp } from "../triggers/pre-sign-up.ts";

/** Cognito's pre sign-up trigger. */
export const handler = preSignUp({
  link: async (pool, newcomer) => (await import("../ports/providers.ts")).linkNewcomer(pool, newcomer),
});
