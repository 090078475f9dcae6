import { Readable } from "node:stream";
import type { CognitoIdentityProviderClientConfig } from "@aws-sdk/client-cognito-identity-provider";

/** The status and the body of an answer (docs.aws.amazon.com, "Amazon Cognito user pools API"). */
export type Answer = readonly [status: number, body: object];

export const refusal = (name: string, message = name): Answer => [400, { __type: name, message }];

export interface AnsweringCognito {
  readonly config: CognitoIdentityProviderClientConfig;
  /** The operations that were asked for, in their order, and what was sent with each. */
  readonly asked: string[];
  // biome-ignore lint/suspicious/noExplicitAny: every operation has inputs of its own
  readonly inputs: any[];
}

/** A Cognito whose requests get these answers, one after the other. */
export function answeringCognito(...answers: readonly Answer[]): AnsweringCognito {
  const left = [...answers];
  const asked: string[] = [];
  const inputs: object[] = [];
  const config: CognitoIdentityProviderClientConfig = {
    region: "eu-central-1",
    credentials: { accessKeyId: "id", secretAccessKey: "secret" },
    maxAttempts: 1,
    requestHandler: {
      async handle({ headers, body: sent }: { headers: Readonly<Record<string, string>>; body: string }) {
        asked.push(headers["x-amz-target"]?.split(".")[1] ?? "");
        inputs.push(JSON.parse(sent));
        const [statusCode, body] = left.shift() ?? [500, {}];
        return { response: { statusCode, headers: {}, body: Readable.from([Buffer.from(JSON.stringify(body))]) } };
      },
    },
  };
  return { config, asked, inputs };
}
