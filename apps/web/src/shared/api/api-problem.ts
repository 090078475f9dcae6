/** The field of a request that was wrong, and how. */
export interface ProblemField {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

interface ProblemFacts {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId?: string | undefined;
  readonly fields?: readonly ProblemField[] | undefined;
  /** Seconds to wait before trying again. */
  readonly retryAfter?: number | undefined;
}

/** What the API refused (RFC 9457), or, with status 0, that no answer came: `offline`. `words-of-problem.ts` says it to people. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly fields: readonly ProblemField[];
  readonly retryAfter: number | undefined;

  constructor({ status, code, detail, requestId, fields = [], retryAfter }: ProblemFacts, options?: ErrorOptions) {
    super(detail, options);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
    this.fields = fields;
    this.retryAfter = retryAfter;
  }
}

/** What an answer that is no success says went wrong; whatever stands between us and the API may say it in HTML. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => undefined);
  const said = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const text = (name: string): string | undefined => (typeof said[name] === "string" ? said[name] : undefined);
  const wait = Number(response.headers.get("retry-after") ?? Number.NaN);
  return new ApiProblem({
    status: response.status,
    code: text("code") ?? "unknown",
    detail: text("detail") ?? `${response.status} ${response.statusText}`.trim(),
    requestId: text("requestId") ?? response.headers.get("x-request-id") ?? undefined,
    fields: Array.isArray(said["errors"]) ? (said["errors"] as readonly ProblemField[]) : [],
    retryAfter: Number.isFinite(wait) ? wait : undefined,
  });
}
