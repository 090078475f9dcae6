/** Answers a file with the SHA-256 of its bytes, in hexadecimal; with nothing where it cannot be read. */
self.onmessage = async ({ data }: MessageEvent<File>) => {
  try {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await data.arrayBuffer()));
    self.postMessage(Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""));
  } catch {
    self.postMessage(undefined);
  }
};
