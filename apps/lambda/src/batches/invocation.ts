/** What Lambda says of the invocation under way. */
export interface Invocation {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/** So long before Lambda would end the process everything stops, and what is unfinished is handed back (`security.md` X21). */
const MARGIN = 5_000;

/** Aborts when it is time to stop. `after` makes signals that abort in so many milliseconds: Node's, unless told. */
export const deadlineOf = (
  invocation: Invocation,
  after: (milliseconds: number) => AbortSignal = AbortSignal.timeout,
): AbortSignal => after(timeLeft(invocation));

/** The milliseconds until it is time to stop; 0 where that is past. */
export const timeLeft = (invocation: Invocation): number => Math.max(0, invocation.getRemainingTimeInMillis() - MARGIN);
