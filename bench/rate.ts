/** How often `work` can be done in a second, one after the other, measured for half a second. */
export async function rateOf(work: (turn: number) => unknown, milliseconds = 500): Promise<number> {
  const begun = performance.now();
  let turn = 0;
  let elapsed = 0;
  while (elapsed < milliseconds) {
    const result = work(turn);
    if (result instanceof Promise) await result;
    turn += 1;
    elapsed = performance.now() - begun;
  }
  return (turn / elapsed) * 1_000;
}
