/** Under which the list of keys is kept. */
export const apiKeysKey = ["api-keys"] as const;
