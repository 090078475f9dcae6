/** The tags, and those that are written with commas between them; none of them twice. */
export const withWritten = (tags: readonly string[], written: string): readonly string[] => [
  ...new Set([...tags, ...written.split(",").map((tag) => tag.trim())].filter((tag) => tag !== "")),
];
