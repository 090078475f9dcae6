import { pool } from "../client.ts";

/** What came back, wherever it was asked. */
export interface Told {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: one look at one member of many answers
  readonly body: any;
  /** Where it leads, if anywhere. */
  readonly location: string;
}

/** One request, after which nobody is followed. Throws for what is no answer to a key: a failure, or too many tries. */
export async function ask(url: string, init: RequestInit = {}): Promise<Told> {
  const response = await fetch(url, { redirect: "manual", ...init });
  const { status, headers } = response;
  const text = await response.text();
  if (status >= 500 || status === 429) throw new Error(`${status} from ${url}: ${text}`);
  const body: unknown = headers.get("content-type")?.includes("json") === true ? JSON.parse(text) : text;
  return { status, headers, body, location: headers.get("location") ?? "" };
}

/** One operation of the pool, in the same way. */
export async function askPool(origin: string, operation: string, input: object): Promise<Told> {
  const { status, headers, body } = await pool<{ __type?: string }>(origin, operation, input);
  const isNoAnswer = /^(?:LimitExceeded|TooManyRequests|Internal)/.test(body.__type ?? "");
  if (status >= 500 || isNoAnswer) throw new Error(`${operation}: ${JSON.stringify(body)}`);
  return { status, headers, body, location: "" };
}

/** One operation of the identity pool. */
export const askIdentityPool = (origin: string, operation: string, input: object): Promise<Told> =>
  ask(`${origin}/user-pool/`, {
    method: "POST",
    headers: { "x-amz-target": `AWSCognitoIdentityService.${operation}` },
    body: JSON.stringify(input),
  });

export const postForm = (url: string, form: Readonly<Record<string, string>>, headers: Record<string, string> = {}) =>
  ask(url, { method: "POST", headers, body: new URLSearchParams(form) });
