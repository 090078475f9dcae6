/** A form as it arrives: the fields that come before `file`, and the file itself, which is read as it comes. */
export interface ArrivingForm {
  readonly fields: ReadonlyMap<string, string>;
  /** Breaks off with `FormBroken` unless the form goes on after it as it should. */
  readonly file: ReadableStream<Uint8Array>;
}

/** What arrives is no form that ends in a file. */
export class FormBroken extends Error {}

/** S3 reads no more than this before the file (docs.aws.amazon.com, "Creating an HTML form"). */
const mostBefore = 20 * 1_024;
const lineEnd = Buffer.from("\r\n");
const headEnd = Buffer.from("\r\n\r\n");

/**
 * Reads `multipart/form-data` (RFC 7578) up to the field `file`, and no further. Throws `FormBroken` for anything that is
 * no such form, says a name twice, or has more than 20 KiB before its file; the body's own error where it breaks off.
 */
export async function readForm(body: ReadableStream<Uint8Array>, contentType: string): Promise<ArrivingForm> {
  const boundary = /^multipart\/form-data\s*;.*?boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  if (boundary === null) throw new FormBroken("This is no multipart/form-data with a boundary.");
  const delimiter = Buffer.from(`\r\n--${boundary[1] ?? boundary[2]}`);
  const source = createSource(body);
  const fields = new Map<string, string>();
  let left = mostBefore;
  const text = async (until: Buffer): Promise<string> => {
    const bytes = await source.upTo(until, left);
    left -= bytes.length + until.length;
    return bytes.toString("utf8");
  };

  await text(delimiter);
  for (;;) {
    if ((await text(lineEnd)).trim() !== "") throw new FormBroken("The form has no file.");
    const name = /^content-disposition:\s*form-data;.*?\bname="([^"\r\n]*)"/im.exec(await text(headEnd))?.[1];
    if (name === undefined) throw new FormBroken("A part of the form has no name.");
    if (name === "file") return { fields, file: source.streamUpTo(delimiter) };
    if (fields.has(name)) throw new FormBroken(`The form says ${name} twice.`);
    fields.set(name, await text(delimiter));
  }
}

/** Takes from a body piece by piece. It begins with a line end, so that the first delimiter is like all others. */
function createSource(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader();
  let held: Buffer = lineEnd;

  const more = async (): Promise<void> => {
    const { done, value } = await reader.read();
    if (done) throw new FormBroken("The form ends too early.");
    held = held.length === 0 ? Buffer.from(value.buffer, value.byteOffset, value.length) : Buffer.concat([held, value]);
  };

  return {
    /** What comes before `end`, which is passed over; more than `most` bytes are too many. */
    async upTo(end: Buffer, most: number): Promise<Buffer> {
      for (;;) {
        const at = held.indexOf(end);
        if (at > most || (at === -1 && held.length > most)) throw new FormBroken("The form says too much.");
        if (at === -1) await more();
        else {
          const before = held.subarray(0, at);
          held = held.subarray(at + end.length);
          return before;
        }
      }
    },

    /** The same, as it arrives. Whatever follows stays unread. */
    streamUpTo(end: Buffer): ReadableStream<Uint8Array> {
      return new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            for (;;) {
              const at = held.indexOf(end);
              // What may be the beginning of the end is held back.
              const known = at === -1 ? held.length - end.length + 1 : at;
              if (known > 0) {
                controller.enqueue(held.subarray(0, known));
                held = held.subarray(known);
              }
              if (at !== -1) {
                controller.close();
                await reader.cancel();
                return;
              }
              if (known > 0) return;
              await more();
            }
          },
          cancel: (reason) => reader.cancel(reason),
        },
        { highWaterMark: 0 },
      );
    },
  };
}
