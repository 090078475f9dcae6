/**
 * Reads keys as a list tells them: in the encoding of forms where the store says so (`EncodingType: "url"`, for keys that
 * XML cannot write), and as they are otherwise.
 */
export const keyReader =
  (encoding: string | undefined): ((text: string) => string) =>
  (text) =>
    encoding === "url" ? decodeURIComponent(text.replaceAll("+", " ")) : text;
