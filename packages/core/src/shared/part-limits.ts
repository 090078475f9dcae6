/** What S3 demands of uploads in parts: numbers from 1 to `most`, and `leastBytes` for each part but the last. */
export const partLimits = { most: 10_000, leastBytes: 5 * 2 ** 20 } as const;
