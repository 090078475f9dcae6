import { Amplify } from "aws-amplify";
import { fetchAuthSession, signIn, signOut } from "aws-amplify/auth";
import type { ClientConfig } from "../../shared/api/load-config.ts";
import type { UserPoolSession } from "./create-session.ts";

/** Amplify, told where people sign in: at Cognito, or wherever `userPoolEndpoint` says. */
export function openUserPool({ userPoolId, userPoolClientId, userPoolEndpoint }: ClientConfig): UserPoolSession {
  if (userPoolId === undefined || userPoolClientId === undefined) throw new Error("This server has no user pool.");
  Amplify.configure({
    Auth: { Cognito: { userPoolId, userPoolClientId, ...(userPoolEndpoint !== undefined && { userPoolEndpoint }) } },
  });
  return {
    accessToken: async () => (await fetchAuthSession()).tokens?.accessToken.toString(),
    signIn: async (email, password) => {
      // Whoever is left from before would stand in the way.
      await signOut().catch(() => undefined);
      const { nextStep } = await signIn({ username: email, password });
      return nextStep.signInStep;
    },
    signOut: () => signOut(),
  };
}
