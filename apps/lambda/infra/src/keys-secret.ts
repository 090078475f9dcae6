import { SecretValue } from "aws-cdk-lib";
import type { Deployment } from "./deployment.ts";

/**
 * The secret that holds every key of an installation as JSON: `master` (HMAC), `urls` (the id and the private key that sign
 * addresses for CloudFront) and `edge` (what CloudFront shows the gateway). `npm run deploy` makes it before the stack, so
 * that no template ever holds a key, and no removed stack takes along what every share link hangs on.
 */
export const keysSecretName = ({ name, size }: Pick<Deployment, "name" | "size">): string => `${name}-${size}/keys`;

/** What CloudFront puts on every request to the gateway; CloudFormation reads it when it deploys. */
export const edgeKey = (deployment: Deployment): string =>
  SecretValue.secretsManager(keysSecretName(deployment), { jsonField: "edge" }).unsafeUnwrap();
