import { CognitoError } from "../../user-pool/cognito-error.ts";

/** What people are told of an error of the pool. Throws what is none of theirs. */
export function inWords(error: unknown): string {
  if (!(error instanceof CognitoError)) throw error;
  const { type, message } = error;
  return sentences.get(type) ?? sentences.get(message) ?? message;
}

const sentences: ReadonlyMap<string, string> = new Map([
  ["Incorrect username or password.", "That email and password do not match."],
  ["Password attempts exceeded", "There were too many attempts. Wait a little, then try again."],
  ["User is disabled.", "This account is disabled."],
  ["Temporary password must be changed in the app.", "This password is for one use: sign in in the app to change it."],
  ["Invalid session for the user.", "That took too long. Sign in again."],
  ["Invalid session for the user, session is expired.", "That took too long. Sign in again."],
  ["Invalid session for the user, session can only be used once.", "That code was sent already. Sign in again."],
  ["UsernameExistsException", "There is an account with that email already."],
  ["CodeMismatchException", "That code is not right."],
  [
    "InvalidPasswordException",
    "That password is too simple: at least eight characters, with capitals, small letters, numbers and signs.",
  ],
  ["ExpiredCodeException", "That code cannot be used any more. Take the next one."],
  ["LimitExceededException", "There were too many attempts. Wait a little, then try again."],
  ["TooManyRequestsException", "There is much going on at the moment. Wait a little, then try again."],
]);
