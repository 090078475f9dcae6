import { EmailIdentity, Identity } from "aws-cdk-lib/aws-ses";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment.ts";

/** Who mail is from, known to SES; it mails the address, and counts it when somebody has followed the link there. */
export function defineSender(scope: Construct, { mailFrom }: Deployment): void {
  if (mailFrom !== undefined) new EmailIdentity(scope, "Sender", { identity: Identity.email(mailFrom) });
}
