import type { Distribution } from "aws-cdk-lib/aws-cloudfront";
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { CloudFrontTarget } from "aws-cdk-lib/aws-route53-targets";
import { Construct } from "constructs";
import type { Deployment } from "../deployment.ts";

/** Leads the domain to the distribution, where the domain's zone is Route 53's; elsewhere a CNAME does it. */
export function defineDomain(scope: Construct, distribution: Distribution, { domain, hostedZoneId }: Deployment): void {
  if (domain === undefined || hostedZoneId === undefined) return;
  const here = new Construct(scope, "Domain");
  // The record's name is written out, so that the zone's does not matter.
  const zone = HostedZone.fromHostedZoneAttributes(here, "Zone", { hostedZoneId, zoneName: domain });
  const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
  new ARecord(here, "Ipv4", { zone, recordName: `${domain}.`, target });
  new AaaaRecord(here, "Ipv6", { zone, recordName: `${domain}.`, target });
}
