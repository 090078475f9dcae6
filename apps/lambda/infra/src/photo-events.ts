import { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { Deployment } from "./deployment.ts";

/** Where other systems hear what happens to photos, in the order of each photo (docs/events.md). */
export const definePhotoEvents = (scope: Construct, { name, size }: Deployment): Topic =>
  new Topic(scope, "PhotoEvents", { topicName: `${name}-${size}-photo-events.fifo`, fifo: true, enforceSSL: true });
