import { type CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import type { Outputs } from "../outputs.ts";

const output: keyof Outputs = "WebBucket";

/** The bucket of the page of what is deployed under that name; undefined where nothing is, or nothing whole. */
export async function findWebBucket(client: CloudFormationClient, stack: string): Promise<string | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }));
    return Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === output)?.OutputValue;
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}
