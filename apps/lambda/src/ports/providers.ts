import { linkProvider, type Newcomer } from "@tintype/adapters-aws";

/** Cognito waits for its triggers for five seconds. */
const impatient = { connectionTimeout: 1_000, requestTimeout: 2_000 };

export const linkNewcomer = (
  { region, userPoolId }: { readonly region: string; readonly userPoolId: string },
  newcomer: Newcomer,
): Promise<void> => linkProvider({ config: { region, requestHandler: impatient }, userPoolId }, newcomer);
