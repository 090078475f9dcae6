/** The same picture as another file: a JPEG with so many comments of 64 KiB at most before everything else. */
export function commented(jpeg: Uint8Array, text: string, times: number): Uint8Array {
  const comments = Array.from({ length: times }, (_, index) => {
    const words = Buffer.from(times === 1 ? text : `${text} ${index} `.repeat(65_000 / (text.length + 9)));
    const head = Buffer.from([0xff, 0xfe, 0, 0]);
    head.writeUInt16BE(words.length + 2, 2);
    return [head, words];
  });
  return Buffer.concat([jpeg.subarray(0, 2), ...comments.flat(), jpeg.subarray(2)]);
}
