/*
 * Where a blob lies below the folder of its area: for most keys, at the key itself (`o/01jd4…/01jd5….jpg`). The rest is
 * for keys that a file system could not tell apart or could not hold:
 * - `a/b` may be a blob and `a/b/c` too. A name with an extension is a file and one without is a folder; what is the
 *   other way round ends in `+`.
 * - Where `A` and `a` are one name (macOS, Windows), keys differ still. A name with capitals begins with a mask of them in
 *   hexadecimal, a bit for each letter from the left, and `=`: `e07=IMG_1234.JPG`. So does a name that a file system
 *   hides or keeps for itself (`.a`, `nul`), with the mask 0 where it has no capitals.
 * - Clients name what is below `u/` with any characters, of which file systems hold some to be the same (`é` has two
 *   spellings), forbid others, and drop dots at the end. All but letters without accents, digits and `._-` is written as in
 *   addresses: `my%20photo.jpg`. So is a dot at the end, but of names that need nothing else written so.
 * - Names have at most 255 bytes, often fewer. After each 100 characters, written like that, a segment goes on in a folder
 *   that ends in `@`.
 * What is named otherwise (`.DS_Store`) is not ours, and is left alone.
 */

export type NameKind = "blob" | "folder" | "part";

const longest = 100;

/** The path of the blob's file, with `/` between names. */
export function pathOfKey(key: string): string {
  const slash = key.lastIndexOf("/") + 1;
  return pathOfFolder(key.slice(0, slash)) + namesOf(key.slice(slash), "blob");
}

/** The path of the folder for keys that start with `prefix`, which is empty or ends with `/`; so does the path. */
export function pathOfFolder(prefix: string): string {
  if (prefix === "") return "";
  const segments = prefix.slice(0, -1).split("/");
  return `${segments.map((segment) => namesOf(segment, "folder")).join("/")}/`;
}

/** What a name on the disk stands for; `undefined` when it is not one of ours. */
export function readName(
  name: string,
  isFolder: boolean,
): { readonly kind: NameKind; readonly text: string } | undefined {
  const spelled = /^(?:[0-9a-f]+=)?((?:[\w.-]|%[0-9a-f]{2})+)[+@]?$/.exec(name)?.[1];
  const text = spelled && readSpelled(spelled);
  if (text === undefined) return undefined;
  const kind = !isFolder ? "blob" : name.endsWith("@") ? "part" : "folder";
  return nameOf(text, kind) === name ? { kind, text } : undefined;
}

function namesOf(segment: string, kind: NameKind): string {
  const end = endOfName(segment);
  if (end === segment.length) return nameOf(segment, kind);
  return `${nameOf(segment.slice(0, end), "part")}/${namesOf(segment.slice(end), kind)}`;
}

/** How much of a segment goes into one name. */
function endOfName(segment: string): number {
  if (unspelled.test(segment)) return Math.min(segment.length, longest);
  let [end, length] = [0, 0];
  for (const character of segment) {
    length += unspelled.test(character) ? 1 : encodedOf(character).length;
    if (length > longest) break;
    end += character.length;
  }
  return end;
}

const unspelled = /^[\w.-]+$/;

const spell = (text: string): string => (unspelled.test(text) ? text : text.replace(/[^\w.-]|\.$/gu, encodedOf));

/** Each byte of the character's UTF-8. */
const encodedOf = (character: string): string => Buffer.from(character).toString("hex").replace(/../g, "%$&");

function readSpelled(spelled: string): string | undefined {
  try {
    return decodeURIComponent(spelled);
  } catch {
    return undefined;
  }
}

const extension = /\.[A-Za-z0-9]+$/;

function nameOf(text: string, kind: NameKind): string {
  const spelled = spell(text);
  const name = plain.test(spelled) ? spelled : `${maskOf(spelled)}=${spelled}`;
  if (kind === "part") return `${name}@`;
  return extension.test(text) === (kind === "blob") ? name : `${name}+`;
}

const plain = /^(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[a-z0-9_%-][a-z0-9._%-]*$/;

/** A hexadecimal digit for every four letters, whose bits are set for capitals; without the zeros at the end. */
function maskOf(text: string): string {
  const fours = text.match(/.{1,4}/g) ?? [];
  const digits = fours.map((four) => {
    const bits = [8, 4, 2, 1].filter((_, index) => /[A-Z]/.test(four[index] ?? ""));
    return bits.reduce((sum, bit) => sum + bit, 0).toString(16);
  });
  return digits.join("").replace(/0+$/, "") || "0";
}
