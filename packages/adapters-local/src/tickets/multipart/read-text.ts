/** The whole body as UTF-8; nothing of a body that has more than `most` bytes. */
export async function readText(body: ReadableStream<Uint8Array>, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    // Leaving the loop cancels the body.
    if (length > most) return "";
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
