import type { ClientConfig } from "../../shared/api/load-config.ts";

type Pool = Pick<ClientConfig, "region" | "userPoolEndpoint">;

/**
 * One operation of the user pool, for what Amplify does not do by itself. Throws what the pool refuses, by its name, as
 * Amplify does; `NetworkError` where it does not answer.
 */
export async function askPool<Answer>(
  { region, userPoolEndpoint }: Pool,
  operation: string,
  input: object,
  send: typeof fetch = fetch,
): Promise<Answer> {
  const response = await send(userPoolEndpoint ?? `https://cognito-idp.${region}.amazonaws.com/`, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(input),
    // Whoever leaves the page has asked all the same.
    keepalive: true,
  }).catch((cause: unknown) => {
    throw named("NetworkError", "The user pool does not answer.", { cause });
  });
  if (response.ok) return (await response.json()) as Answer;
  const { __type: type = "", message = response.statusText } = await refusalIn(response);
  throw named(type.split("#").at(-1) ?? "", message);
}

/** Whatever stands before the pool may refuse in words of its own. */
const refusalIn = async (response: Response): Promise<{ readonly __type?: string; readonly message?: string }> =>
  response.json().catch(() => ({}));

const named = (name: string, message: string, options?: ErrorOptions): Error =>
  Object.assign(new Error(message, options), { name });
