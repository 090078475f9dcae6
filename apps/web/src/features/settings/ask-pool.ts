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
  }).catch((cause: unknown) => {
    throw named("NetworkError", "The user pool does not answer.", { cause });
  });
  const said = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (response.ok) return said as Answer;
  throw named(
    String(said["__type"] ?? "")
      .split("#")
      .at(-1) ?? "",
    String(said["message"] ?? response.statusText),
  );
}

const named = (name: string, message: string, options?: ErrorOptions): Error =>
  Object.assign(new Error(message, options), { name });
