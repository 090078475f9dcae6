import { Period, type RestApi, type UsagePlan } from "aws-cdk-lib/aws-apigateway";
import type { Deployment } from "../deployment.ts";

/**
 * What a key of the gateway may do under `/partner`: so many calls a second, and a month. The application holds every key to a
 * plan of its own, and this is the larger fence around them (`-c gatewayKeys=true`).
 */
export function definePartnerPlan(api: RestApi, { name, size, numbers: { partner } }: Deployment): UsagePlan {
  return api.addUsagePlan("Partner", {
    name: `${name}-${size}-partner`,
    description: "Programs, by their keys.",
    throttle: { rateLimit: partner.perSecond, burstLimit: partner.burst },
    quota: { limit: partner.perMonth, period: Period.MONTH },
    apiStages: [{ api, stage: api.deploymentStage }],
  });
}
