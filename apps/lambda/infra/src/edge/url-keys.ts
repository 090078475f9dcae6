import { CfnParameter } from "aws-cdk-lib";
import { KeyGroup, PublicKey } from "aws-cdk-lib/aws-cloudfront";
import { Construct } from "constructs";
import type { Deployment } from "../deployment.ts";

export interface UrlKeys {
  readonly group: KeyGroup;
  /** What signed addresses name as `Key-Pair-Id`. */
  readonly current: PublicKey;
}

/**
 * The keys whose signatures CloudFront takes. RSA-2048: their public halves are parameters, the private ones never leave
 * Secrets Manager. While one key follows another both count, until no address of the first lives any more.
 */
export function defineUrlKeys(scope: Construct, { name, size, rotation }: Deployment): UrlKeys {
  const here = new Construct(scope, "UrlKeys");
  const keyOf = (number: number): PublicKey => {
    const parameter = new CfnParameter(here, `Pem${number}`, {
      description: `The public key (PEM) number ${number} that opens signed addresses.`,
      minLength: 400,
    });
    parameter.overrideLogicalId(`UrlKey${number}`);
    return new PublicKey(here, `Key${number}`, {
      publicKeyName: `${name}-${size}-${number}`,
      encodedKey: parameter.valueAsString,
    });
  };
  const current = keyOf(rotation);
  const items = rotation > 1 ? [current, keyOf(rotation - 1)] : [current];
  return { current, group: new KeyGroup(here, "Group", { keyGroupName: `${name}-${size}`, items }) };
}
