/** Decides on so many at once; gives each an answer, in their order. */
export type Decide<Answer> = (count: number) => Promise<readonly Answer[]>;

/**
 * Whoever comes alone is decided upon at once; who comes under the same name meanwhile is decided upon afterwards, all of
 * them together. A crowd at one door costs two decisions instead of a thousand that get into each other's way.
 */
export function createGatherer<Answer>(): (name: string, decide: Decide<Answer>) => Promise<Answer> {
  /** Who waits for the decision that is under way under a name. */
  const waiting = new Map<string, PromiseWithResolvers<Answer>[]>();

  async function work(name: string, decide: Decide<Answer>, crowd: readonly PromiseWithResolvers<Answer>[]) {
    const next: PromiseWithResolvers<Answer>[] = [];
    waiting.set(name, next);
    try {
      const answers = await decide(crowd.length);
      for (const [place, { resolve }] of crowd.entries()) resolve(answers[place] as Answer);
    } catch (error) {
      for (const { reject } of crowd) reject(error);
    }
    if (next.length === 0) waiting.delete(name);
    else void work(name, decide, next);
  }

  return (name, decide) => {
    const place = Promise.withResolvers<Answer>();
    const others = waiting.get(name);
    if (others === undefined) void work(name, decide, [place]);
    else others.push(place);
    return place.promise;
  };
}
