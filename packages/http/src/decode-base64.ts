/**
 * The bytes of a base64 text (RFC 4648 section 4): with padding, without line breaks, in the one spelling that the bytes
 * have. `undefined` for any other text.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const end = text.slice(-4);
  if (btoa(atob(end)) !== end) return undefined;
  const decoded = atob(text);
  const bytes = new Uint8Array(decoded.length);
  for (let at = 0; at < decoded.length; at += 1) bytes[at] = decoded.charCodeAt(at);
  return bytes;
}
