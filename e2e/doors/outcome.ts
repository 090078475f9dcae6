import type { Outcome } from "./question.ts";
import type { Answered } from "./raw.ts";

export const outcomeOf = (answer: Answered): Outcome =>
  answer.status < 300 ? `${answer.status}` : `${answer.status} ${codeOf(answer)}`.trim();

/** Why not, as far as the answer says: in problem documents, in S3's XML, in Cognito's and OAuth's JSON. */
function codeOf({ headers, body }: Answered): string {
  const text = body.toString();
  if (headers["content-type"]?.includes("json") !== true || text === "")
    return /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? "";
  const { code, __type, error } = JSON.parse(text);
  return code ?? __type ?? error ?? "";
}

/** Everything that is the same whatever was asked about: all but the time, the request's own id and its address. */
export function sameness({ status, headers, body }: Answered): string {
  const { date, "x-request-id": ours, "x-amz-request-id": s3, "x-amzn-requestid": cognito, ...others } = headers;
  const text = [ours, s3, cognito]
    .flat()
    .reduce<string>((left, id) => (id === undefined ? left : left.replaceAll(id, "")), body.toString("latin1"));
  return JSON.stringify([status, others, text.replace(/"instance":"[^"]*"/, "")]);
}
