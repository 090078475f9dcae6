/** Numbers from 0 to below 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** The text with a character replaced, added or removed, a piece removed, or a piece of it once more elsewhere. */
export function mutate(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  const other = Math.floor(random() * text.length);
  const character = "aZ09-_~.%/&=?*+ A"[Math.floor(random() * 17)] ?? "";
  switch (Math.floor(random() * 5)) {
    case 0:
      return text.slice(0, at) + character + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + character + text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(at + 1);
    case 3:
      return text.slice(0, Math.min(at, other)) + text.slice(Math.max(at, other));
    default:
      return text.slice(0, at) + text.slice(other, other + 8) + text.slice(at);
  }
}
