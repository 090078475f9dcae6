import { CognitoError } from "./cognito-error.ts";

const mostWaiting = 20;

/** Runs `work` after all earlier work for the same key, so that guesses in parallel are counted one by one. */
export type InTurn = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/** At most 20 wait for a key; the next is refused with `TooManyRequestsException`. */
export function createInTurn(): InTurn {
  const queues = new Map<string, { last: Promise<unknown>; length: number }>();
  return async (key, work) => {
    const queue = queues.get(key) ?? { last: Promise.resolve(), length: 0 };
    if (queue.length > mostWaiting) throw new CognitoError("TooManyRequestsException", "Too many requests");
    queues.set(key, queue);
    queue.length += 1;
    const mine = queue.last.then(work);
    queue.last = mine.catch(() => {});
    try {
      return await mine;
    } finally {
      queue.length -= 1;
      if (queue.length === 0) queues.delete(key);
    }
  };
}
