/** A number of bytes as people say it: `4 MiB`, `64 KiB`, `1000 bytes`. */
export const inWords = (bytes: number): string =>
  bytes % 2 ** 20 === 0
    ? `${bytes / 2 ** 20} MiB`
    : bytes % 2 ** 10 === 0
      ? `${bytes / 2 ** 10} KiB`
      : `${bytes} bytes`;
