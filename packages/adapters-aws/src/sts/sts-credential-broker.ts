import { AssumeRoleCommand, type Credentials, STSClient, type STSClientConfig } from "@aws-sdk/client-sts";
import { type CredentialBroker, instantFromMillis } from "@tintype/core";
import { ownPrefixPolicy } from "./own-prefix-policy.ts";
import { translateStsError } from "./translate-sts-error.ts";

export interface StsCredentialBrokerOptions {
  /** Region, credentials, endpoint and time-outs. The client is made, and something sent, with the first call. */
  readonly config: STSClientConfig & { readonly region: string };
  /** Whose sessions may at most what their tag `user` says. Whoever calls must be allowed to assume and to tag it. */
  readonly roleArn: string;
  /** The bucket that is `incoming`. */
  readonly bucket: string;
}

/**
 * Sessions of a role, each for one person: the tag `user` says whose it is, for the role's policy to go by, and a policy of
 * the session itself leaves it the prefix alone. Nobody can call a session back: it ends with its time. Since a Lambda has a
 * role itself, that is an hour at most (docs.aws.amazon.com, "Role chaining").
 */
export function createStsCredentialBroker({ config, roleArn, bucket }: StsCredentialBrokerOptions): CredentialBroker {
  const { region } = config;
  const [, partition] = roleArn.split(":");
  let client: STSClient | undefined;
  return {
    async issue({ owner, prefix, lifetime }, { signal } = {}) {
      client ??= new STSClient(config);
      const asked = new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: owner,
        DurationSeconds: Math.floor(lifetime / 1_000),
        Policy: ownPrefixPolicy(`arn:${partition}:s3:::${bucket}`, prefix),
        Tags: [{ Key: "user", Value: owner }],
      });
      try {
        signal?.throwIfAborted();
        const { Credentials } = await client.send(asked, signal === undefined ? {} : { abortSignal: signal });
        return { ...textsOf(Credentials), bucket, region };
      } catch (error) {
        throw translateStsError(error, signal);
      }
    },
  };
}

function textsOf({ AccessKeyId, SecretAccessKey, SessionToken, Expiration }: Partial<Credentials> = {}) {
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || Expiration === undefined) {
    throw new Error("STS has answered without credentials.");
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiresAt: instantFromMillis(Expiration.getTime()),
  };
}
