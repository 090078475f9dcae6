import { TooManyPasswordChecks } from "@tintype/core";

/** The errors of Cognito's API that this pool gives (docs.aws.amazon.com/cognito-user-identity-pools, "Errors"). */
type CognitoErrorType =
  | "AliasExistsException"
  | "CodeDeliveryFailureException"
  | "CodeMismatchException"
  | "EnableSoftwareTokenMFAException"
  | "ExpiredCodeException"
  | "InternalErrorException"
  | "InvalidParameterException"
  | "InvalidPasswordException"
  | "InvalidUserPoolConfigurationException"
  | "LimitExceededException"
  | "NotAuthorizedException"
  | "RefreshTokenReuseException"
  | "ResourceNotFoundException"
  | "SerializationException"
  | "TooManyRequestsException"
  | "UnauthorizedException"
  | "UnknownOperationException"
  | "UnsupportedTokenTypeException"
  | "UserLambdaValidationException"
  | "UsernameExistsException"
  | "UserNotConfirmedException"
  | "UserNotFoundException";

/** What the pool refuses, in Cognito's words: clients compare names and show messages. */
export class CognitoError extends Error {
  readonly type: CognitoErrorType;
  override get name(): string {
    return this.type;
  }
  constructor(type: CognitoErrorType, message: string, options?: ErrorOptions) {
    super(message, options);
    this.type = type;
  }
  /** Cognito answers 400 to whatever is not its own fault. */
  get status(): number {
    return this.type === "InternalErrorException" ? 500 : 400;
  }
}

export const notAuthorized = (message: string, options?: ErrorOptions): CognitoError =>
  new CognitoError("NotAuthorizedException", message, options);

export const invalidParameter = (message: string): CognitoError =>
  new CognitoError("InvalidParameterException", message);

export const codeMismatch = (): CognitoError =>
  new CognitoError("CodeMismatchException", "Invalid verification code provided, please try again.");

export const limitExceeded = (): CognitoError =>
  new CognitoError("LimitExceededException", "Attempt limit exceeded, please try after some time.");

/** Says in Cognito's words what went wrong: what is not known becomes an internal error that tells nothing. */
export function translateToCognito(error: unknown): CognitoError {
  if (error instanceof CognitoError) return error;
  if (error instanceof TooManyPasswordChecks) {
    return new CognitoError("TooManyRequestsException", "Too many requests", { cause: error });
  }
  return new CognitoError("InternalErrorException", "Something went wrong", { cause: error });
}
