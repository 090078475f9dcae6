/** What HTTP itself refuses, before the domain has been asked. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    code: string,
    message: string,
    options?: ErrorOptions & { headers?: Record<string, string> },
  ) {
    super(message, options);
    this.status = status;
    this.code = code;
    this.headers = options?.headers ?? {};
  }
}

export const malformed = (message: string, options?: ErrorOptions): HttpError =>
  new HttpError(400, "malformed_request", message, options);

export const tooLarge = (limit: number): HttpError =>
  new HttpError(413, "payload_too_large", `The body of this request may have at most ${limit} bytes.`);

/** A token that says who is calling, and must not be believed. */
export const notSignedIn = (code: string, message: string, options?: ErrorOptions): HttpError =>
  new HttpError(401, code, message, {
    ...options,
    headers: { "www-authenticate": 'Bearer realm="tintype", error="invalid_token"' },
  });
