/**
 * Whether the head of a TIFF (TIFF 6.0; BigTIFF has no RAW) is that of a camera's RAW file. Those are TIFFs whose first
 * picture is a small preview, which must not pass for the photo: a DNG says so (tag DNGVersion), the others begin with
 * a reduced picture and keep the real one in SubIFDs, or have the camera maker's own mark.
 */
export function isRawTiff(head: Uint8Array): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const little = view.getUint16(0) === 0x4949;
  if (view.byteLength < 10 || view.getUint16(2, little) !== 42) return false;
  if (little && view.getUint16(8, true) === canonRaw) return true;
  const tags = firstDirectory(view, little);
  if (tags.has(Tag.dngVersion)) return true;
  const photometric = tags.get(Tag.photometric);
  if (photometric === colourFilterArray || photometric === linearRaw) return true;
  return tags.has(Tag.subIfds) && ((tags.get(Tag.newSubfileType) ?? 0) & reducedPicture) !== 0;
}

const Tag = { newSubfileType: 254, photometric: 262, subIfds: 330, dngVersion: 50_706 } as const;
/** `CR` */
const canonRaw = 0x5243;
const [colourFilterArray, linearRaw, reducedPicture] = [32_803, 34_892, 1];

/** The tags of IFD0 with their first value (of SHORT and LONG alike), as far as they lie in `view`. */
function firstDirectory(view: DataView, little: boolean): ReadonlyMap<number, number> {
  const tags = new Map<number, number>();
  const start = view.getUint32(4, little);
  if (start + 2 > view.byteLength) return tags;
  const count = view.getUint16(start, little);
  for (let i = 0, at = start + 2; i < count && at + 12 <= view.byteLength; i += 1, at += 12) {
    const isShort = view.getUint16(at + 2, little) === 3;
    tags.set(view.getUint16(at, little), isShort ? view.getUint16(at + 8, little) : view.getUint32(at + 8, little));
  }
  return tags;
}
