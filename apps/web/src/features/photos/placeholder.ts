import { thumbHashToDataURL } from "thumbhash";

const drawn = new Map<string, string>();
const MOST = 600;

/** The picture that a thumbhash stands for, as an address: it is there before the first byte of the photo. */
export function placeholderUrl(thumbhash: string): string | undefined {
  const known = drawn.get(thumbhash);
  if (known !== undefined) return known;
  try {
    const url = thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (letter) => letter.charCodeAt(0)));
    if (drawn.size >= MOST) drawn.clear();
    drawn.set(thumbhash, url);
    return url;
  } catch {
    return undefined;
  }
}
