import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { InstallationKeys } from "./installation-keys.ts";

/** Where the keys of an installation are kept; `name` is the secret's. */
export interface KeysStore {
  readonly client: SecretsManagerClient;
  readonly name: string;
}

/** `undefined` before the first deployment. */
export async function readKeys({ client, name }: KeysStore): Promise<InstallationKeys | undefined> {
  try {
    const { SecretString = "" } = await client.send(new GetSecretValueCommand({ SecretId: name }));
    return InstallationKeys.parse(JSON.parse(SecretString));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** Keeps `after` where it differs from what is kept. */
export async function keepKeys(
  { client, name }: KeysStore,
  before: InstallationKeys | undefined,
  after: InstallationKeys,
): Promise<void> {
  const SecretString = JSON.stringify(after);
  if (before === undefined) {
    const Description = "The keys of a Tintype installation. Without them no share link works any more.";
    await client.send(new CreateSecretCommand({ Name: name, Description, SecretString }));
  } else if (JSON.stringify(before) !== SecretString) {
    await client.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
  }
}
