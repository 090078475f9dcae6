import { type CfnResource, Stack, Validations } from "aws-cdk-lib";
import type { Construct, IConstruct } from "constructs";

/**
 * Says why a rule of cdk-nag (AwsSolutions) does not hold here, by its number and reason; below that construct as well.
 * Whatever is not said here fails the synthesis.
 */
export function acknowledge(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  const rules = Object.entries(reasons).map(([rule, reason]) => ({ id: `AwsSolutions-${rule}`, reason }));
  Validations.of(construct).acknowledge(...rules);
}

/** The same for resources in statements that hold a `*`: each for itself, as cdk-nag writes them. */
export function acknowledgeWildcards(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  const named = Object.entries(reasons).map(([resource, reason]) => [`IAM5[Resource::${resource}]`, reason]);
  acknowledge(construct, Object.fromEntries(named));
}

/** How cdk-nag writes the ARN of a resource of the same stack. */
export const arnInNag = (resource: Construct): string =>
  `<${Stack.of(resource).getLogicalId(resource.node.defaultChild as CfnResource)}.Arn>`;
