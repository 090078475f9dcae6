import {
  AdminAddUserToGroupCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Cognito } from "./cognito.ts";

export async function groupsOf({ client, userPoolId, beside }: Cognito, username: string): Promise<readonly string[]> {
  const names: string[] = [];
  let token: string | undefined;
  do {
    const command = new AdminListGroupsForUserCommand({ UserPoolId: userPoolId, Username: username, NextToken: token });
    const { Groups = [], NextToken } = await client.send(command, beside);
    names.push(...Groups.map(({ GroupName = "" }) => GroupName));
    token = NextToken;
  } while (token !== undefined);
  return names;
}

/** Cognito changes one group at a time: where this breaks off, some are changed, and doing it again does the rest. */
export async function setGroups(cognito: Cognito, username: string, groups: readonly string[]): Promise<void> {
  const { client, userPoolId, beside } = cognito;
  const before = await groupsOf(cognito, username);
  const membership = (GroupName: string) => ({ UserPoolId: userPoolId, Username: username, GroupName });
  for (const group of before.filter((name) => !groups.includes(name))) {
    await client.send(new AdminRemoveUserFromGroupCommand(membership(group)), beside);
  }
  for (const group of new Set(groups.filter((name) => !before.includes(name)))) {
    await client.send(new AdminAddUserToGroupCommand(membership(group)), beside);
  }
}
