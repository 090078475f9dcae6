import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Deployment } from "../deployment.ts";
import { edgeKey } from "../keys-secret.ts";

/** The header by which CloudFront proves that a request came through it: of all headers, resource policies see this one. */
export const edgeHeader = "Referer";

/**
 * Refuses whoever calls the gateway past CloudFront: they could say of themselves what address they have (`X-Forwarded-For`),
 * and rates would hold nobody back.
 */
export function onlyFromTheEdge(deployment: Deployment): PolicyDocument {
  const everything = {
    principals: [new AnyPrincipal()],
    actions: ["execute-api:Invoke"],
    resources: ["execute-api:/*"],
  };
  return new PolicyDocument({
    statements: [
      new PolicyStatement({ sid: "Everybody", effect: Effect.ALLOW, ...everything }),
      new PolicyStatement({
        sid: "ThroughTheEdge",
        effect: Effect.DENY,
        ...everything,
        conditions: { StringNotEquals: { "aws:Referer": edgeKey(deployment) } },
      }),
    ],
  });
}
