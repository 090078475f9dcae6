interface Handed {
  readonly email: string;
  readonly password: string;
}
let handed: Handed | undefined;

/** Keeps what was just typed for the view that comes next, in the memory of the page alone: who reloads types it again. */
export const handOver = (typed: Handed): void => {
  handed = typed;
};

/** The password that was typed with this address, once. */
export function takeOver(email: string): string | undefined {
  const found = handed?.email === email ? handed.password : undefined;
  handed = undefined;
  return found;
}
