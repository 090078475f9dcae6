import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { IdentityProviderFixture, PoolSession } from "@tintype/core/contracts";
import { motoConfig } from "../moto.fixture.ts";
import { createCognitoIdentityProvider } from "./cognito-identity-provider.ts";

export interface CognitoFixture extends IdentityProviderFixture, AsyncDisposable {
  readonly client: CognitoIdentityProviderClient;
  readonly userPoolId: string;
}

const Password = "Correct-horse-battery-1";

/**
 * A pool of its own, with the groups that tests put people into. Cognito knows people by their subjects, or by their names
 * those who have come through somebody else.
 */
export async function openCognitoFixture(known: "by subject" | "by name" = "by subject"): Promise<CognitoFixture> {
  const client = new CognitoIdentityProviderClient(motoConfig());
  const { UserPool } = await client.send(
    new CreateUserPoolCommand({
      PoolName: "lanes",
      ...(known === "by subject" && { UsernameAttributes: ["email"] }),
    }),
  );
  const UserPoolId = UserPool?.Id ?? "";
  for (const GroupName of ["premium", "beta"]) await client.send(new CreateGroupCommand({ UserPoolId, GroupName }));
  const { UserPoolClient } = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: "lanes",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    }),
  );
  const ClientId = UserPoolClient?.ClientId;
  const usernames = new Map<string, string>();

  async function addUser(email: string): Promise<string> {
    const { User } = await client.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: known === "by subject" ? email : `Google_${email.replace("@", "_at_")}`,
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: "true" },
        ],
        MessageAction: "SUPPRESS",
      }),
    );
    const { Username = "", Attributes = [] } = User ?? {};
    await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
    usernames.set(email, Username);
    return Attributes.find(({ Name }) => Name === "sub")?.Value ?? "";
  }

  async function sessionBy(
    AuthFlow: NonNullable<InitiateAuthCommandInput["AuthFlow"]>,
    AuthParameters: Record<string, string>,
  ): Promise<PoolSession | undefined> {
    const asking = client.send(new InitiateAuthCommand({ ClientId, AuthFlow, AuthParameters }));
    const tokens = await asking.then(
      ({ AuthenticationResult }) => AuthenticationResult,
      () => undefined,
    );
    if (tokens === undefined) return undefined;
    const REFRESH_TOKEN = tokens.RefreshToken ?? AuthParameters["REFRESH_TOKEN"] ?? "";
    const payload = Buffer.from(tokens.AccessToken?.split(".")[1] ?? "", "base64url").toString();
    return {
      groups: JSON.parse(payload)["cognito:groups"] ?? [],
      refresh: () => sessionBy("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN }),
    };
  }

  return {
    client,
    userPoolId: UserPoolId,
    identities: createCognitoIdentityProvider({ config: motoConfig(), userPoolId: UserPoolId }),
    addUser,
    // moto ends the sessions of the very name that somebody signed in with.
    signIn: (email) => sessionBy("USER_PASSWORD_AUTH", { USERNAME: usernames.get(email) ?? email, PASSWORD: Password }),
    async [Symbol.asyncDispose]() {
      await client.send(new DeleteUserPoolCommand({ UserPoolId }));
      client.destroy();
    },
  };
}
