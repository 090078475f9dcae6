import { ApiProblem, problemOf } from "./api-problem.ts";

export interface ApiOptions {
  /** Where the API lies: `api` of `/config.json`. */
  readonly base: string;
  /** A token that is still good; undefined where nobody is signed in. */
  readonly accessToken: () => Promise<string | undefined>;
  /** Is told when the API takes the token of whoever is signed in no more. */
  readonly onSignedOut: () => void;
  readonly fetch?: typeof fetch;
}

export interface ApiCall {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * Calls the API: resolves to what it answered (undefined where that has no body), and throws `ApiProblem` for everything
 * else. An aborted call throws the signal's reason.
 */
export type Api = <Answer = void>(path: string, call?: ApiCall) => Promise<Answer>;

export function createApi({ base, accessToken, onSignedOut, fetch: send = fetch }: ApiOptions): Api {
  return async <Answer>(path: string, { method = "GET", query, body, headers, signal }: ApiCall = {}) => {
    const token = await accessToken().catch((cause: unknown) => {
      throw isOffline(cause) ? noAnswer(cause) : cause;
    });
    const request = new Request(`${base}${path}${queryOf(query)}`, {
      method,
      headers: {
        accept: "application/json",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    });
    const fail = (cause: unknown): never => {
      throw signal?.aborted ? signal.reason : noAnswer(cause);
    };
    const response = await send(request).catch(fail);
    if (response.ok) {
      // The network may go away in the middle of an answer as well.
      const text = await response.text().catch(fail);
      return (text === "" ? undefined : JSON.parse(text)) as Answer;
    }
    const problem = await problemOf(response);
    if (problem.status === 401 && problem.code !== "fresh_sign_in_required") onSignedOut();
    throw problem;
  };
}

const noAnswer = (cause: unknown): ApiProblem =>
  new ApiProblem({ status: 0, code: "offline", detail: "The server does not answer." }, { cause });

/** The user pool could not be asked for a token that is still good; Amplify has a name of its own for that. */
const isOffline = (cause: unknown): boolean =>
  (cause instanceof Error && cause.name === "NetworkError") || ("onLine" in navigator && !navigator.onLine);

function queryOf(query: ApiCall["query"] = {}): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined);
  return said.length === 0 ? "" : `?${new URLSearchParams(said.map(([name, value]) => [name, String(value)]))}`;
}
