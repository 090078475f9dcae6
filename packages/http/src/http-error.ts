import { type ProblemCode, statusOf } from "./problem-codes.ts";

/** A refusal that HTTP itself makes, before or beside the domain. The message is a sentence for people. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  override get name(): string {
    return "HttpError";
  }
  constructor(status: number, code: string, message: string, options?: HttpErrorOptions) {
    super(message, options);
    this.status = status;
    this.code = code;
    this.headers = options?.headers ?? {};
  }
}

interface HttpErrorOptions extends ErrorOptions {
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal with the status that its code stands for. */
export const refusal = (code: ProblemCode, message: string, options?: HttpErrorOptions): HttpError =>
  new HttpError(statusOf[code], code, message, options);

export const malformed = (message: string, options?: ErrorOptions): HttpError =>
  refusal("malformed_request", message, options);

/** For an `Authenticate`: somebody says who they are, and must not be believed. It becomes a 401 with that code. */
export const notSignedIn = (code: string, message: string, options?: ErrorOptions): HttpError =>
  new HttpError(401, code, message, {
    ...options,
    headers: { "www-authenticate": 'Bearer realm="tintype", error="invalid_token"' },
  });
