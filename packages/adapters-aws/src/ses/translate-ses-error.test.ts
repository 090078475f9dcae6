import { MessageRejected, TooManyRequestsException } from "@aws-sdk/client-sesv2";
import { describe, expect, it } from "vitest";
import { isUnsent, translateSesError } from "./translate-ses-error.ts";

const failure = (error: object) => Object.assign(new Error("it failed"), error);

describe(isUnsent, () => {
  it("holds where SES said so", () => {
    const $metadata = { httpStatusCode: 400 };
    expect(isUnsent(new MessageRejected({ message: "not verified", $metadata }))).toBe(true);
    expect(isUnsent(new TooManyRequestsException({ message: "slow", $metadata: { httpStatusCode: 429 } }))).toBe(true);
    expect(isUnsent(failure({ name: "ServiceUnavailable", $metadata: { httpStatusCode: 503 } }))).toBe(true);
  });

  it("holds where SES was never reached, or there was nobody to send as", () => {
    for (const code of ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]) expect(isUnsent(failure({ code }))).toBe(true);
    expect(isUnsent(failure({ name: "CredentialsProviderError" }))).toBe(true);
  });

  it("does not hold where nobody knows", () => {
    expect(isUnsent(failure({ code: "ECONNRESET" }))).toBe(false);
    expect(isUnsent(failure({ name: "TimeoutError", $metadata: {} }))).toBe(false);
    expect(isUnsent(failure({ name: "SyntaxError", $metadata: { httpStatusCode: 200 } }))).toBe(false);
    expect(isUnsent(undefined)).toBe(false);
  });
});

describe(translateSesError, () => {
  it("says that the mail cannot be sent now, and why", () => {
    const cause = failure({ code: "ECONNRESET" });
    expect(translateSesError(cause)).toMatchObject({ code: "unavailable", cause });
  });
});
