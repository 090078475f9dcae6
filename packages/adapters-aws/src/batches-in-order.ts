/** The most that SQS and SNS take in one call. */
const AT_ONCE = 10;

/** Where a message goes, and whose turn it has to await there. */
export interface Place {
  /** The queue or topic: a batch is for one of them. */
  readonly target: string;
  /** What must come in the order in which it is sent: an aggregate. */
  readonly group: string;
}

/**
 * Batches with no two messages of one group: of a batch any may be refused, and none may come before an older one. Whoever
 * sends them one after the other, and stops at the first refusal, never reorders a group.
 */
export function* batchesInOrder<Message>(
  messages: Iterable<Message>,
  placeOf: (message: Message) => Place,
): Iterable<readonly [Message, ...Message[]]> {
  /** How many messages of a group there were so far, at each target. */
  const older = new Map<string, number>();
  const waves = new Map<string, Message[]>();
  for (const message of messages) {
    const { target, group } = placeOf(message);
    const place = `${target} ${group}`;
    const turn = older.get(place) ?? 0;
    older.set(place, turn + 1);
    const wave = `${turn} ${target}`;
    waves.set(wave, [...(waves.get(wave) ?? []), message]);
  }
  // In the order in which they began: no wave begins before the one that it follows.
  for (const wave of waves.values()) {
    for (let [start, end] = [0, AT_ONCE]; start < wave.length; [start, end] = [end, end + AT_ONCE]) {
      yield wave.slice(start, end) as [Message, ...Message[]];
    }
  }
}
