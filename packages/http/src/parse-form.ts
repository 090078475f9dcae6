import { malformed, refusal } from "./http-error.ts";

/** Of all fields of a form together, but for the file. */
const FIELD_BYTES = 64 * 1024;
const PARTS = 100;

/** A form with a file in it. */
export interface SentForm {
  /** A list for each field that may come more than once. */
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  readonly file: Uint8Array;
  /** As its sender named it; empty where they did not. */
  readonly fileName: string;
}

/**
 * Reads `multipart/form-data` with a file in the field `file`. 400 for what is none, has no such file or more than one, has
 * more than 100 parts, or says a field twice that is not in `lists`; 413 for more than 64 KiB of other fields.
 */
export async function parseForm(bytes: Uint8Array, contentType: string, lists: readonly string[]): Promise<SentForm> {
  if (countParts(bytes, contentType) > PARTS) throw malformed(`A form has at most ${PARTS} parts.`);
  const form = await readForm(bytes, contentType);
  const [file, ...others] = form.getAll("file");
  if (!(file instanceof File) || others.length > 0) {
    throw malformed("The form needs one file, with a filename, in the field `file`.");
  }
  const fields = new Map<string, string | string[]>();
  let length = 0;
  for (const [name, value] of form) {
    if (name === "file") continue;
    if (typeof value !== "string") throw malformed(`The field ${JSON.stringify(name)} cannot be a file.`);
    length += name.length + value.length;
    if (length > FIELD_BYTES) throw refusal("payload_too_large", "The fields of a form have at most 64 KiB.");
    if (lists.includes(name)) fields.set(name, [...(fields.get(name) ?? []), value]);
    else if (fields.has(name)) throw malformed(`The form says ${JSON.stringify(name)} more than once.`);
    else fields.set(name, value);
  }
  return { fields: Object.fromEntries(fields), file: await file.bytes(), fileName: file.name };
}

const boundary = /;\s*boundary=(?:"([^"]*)"|([^\s;"]*))/i;

/** What stands between the parts of a form; `undefined` where the header does not say so. */
export function boundaryOf(contentType: string): string | undefined {
  const [, quoted, plain] = boundary.exec(contentType) ?? [];
  return quoted ?? plain;
}

/** Counted before it is parsed: tens of thousands of empty parts would keep the parser busy for most of a second. */
function countParts(bytes: Uint8Array, contentType: string): number {
  const text = new TextDecoder("latin1").decode(bytes);
  const delimiter = `--${boundaryOf(contentType)}`;
  let count = -1;
  for (let at = text.indexOf(delimiter); at !== -1 && count <= PARTS; at = text.indexOf(delimiter, at + 1)) count += 1;
  return count;
}

async function readForm(bytes: Uint8Array, contentType: string): Promise<FormData> {
  try {
    const body = new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { "content-type": contentType } });
    return await body.formData();
  } catch (cause) {
    throw malformed("The body is no multipart/form-data (RFC 7578).", { cause });
  }
}
