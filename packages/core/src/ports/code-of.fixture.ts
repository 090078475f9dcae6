import { TintypeError } from "../shared/errors.ts";

/** The code that the promise is rejected with, or `resolved`. Any other error is a fault of the adapter, and thrown. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return "resolved";
  } catch (error) {
    if (error instanceof TintypeError) return error.code;
    throw error;
  }
}

/** Whether the promise is rejected, with whatever it may be. */
export async function isRejected(promise: Promise<unknown>): Promise<boolean> {
  return promise.then(
    () => false,
    () => true,
  );
}
