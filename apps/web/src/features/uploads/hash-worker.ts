/** Answers a file with the SHA-256 of its bytes, in hexadecimal; with nothing where it cannot be read. */
addEventListener("message", ({ data }: MessageEvent<File>) => {
  void hash(data)
    .catch(() => undefined)
    .then((digest) => postMessage(digest));
});

async function hash(file: File): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
