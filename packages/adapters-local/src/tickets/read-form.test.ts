import { readAll, sourceOf, streamOf } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { FormBroken, readForm } from "./read-form.ts";

const type = "multipart/form-data; boundary=edge";
const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");
const part = (name: string, value: string, extra = ""): string =>
  `--edge\r\nContent-Disposition: form-data; name="${name}"${extra}\r\n\r\n${value}\r\n`;
const form = (...parts: string[]): string => `${parts.join("")}--edge--\r\n`;
const file = (content: string): string => part("file", content, '; filename="a.jpg"\r\nContent-Type: image/jpeg');

async function read(text: string, contentType = type, chunkSizes?: readonly number[]) {
  const arriving = await readForm(streamOf(bytes(text), chunkSizes), contentType);
  return {
    fields: Object.fromEntries(arriving.fields),
    file: Buffer.from(await readAll(arriving.file)).toString("latin1"),
  };
}

describe(readForm, () => {
  it("reads fields and file, wherever what arrives is cut", async () => {
    const content = "\r\n--edg\r\n--edgf\u0000\u00ff\r\n--\r\r\n";
    const text = form(part("key", "t/a/b"), part("policy", "eyJ9"), file(content));
    const expected = { fields: { key: "t/a/b", policy: "eyJ9" }, file: content };
    expect(await read(text)).toEqual(expected);
    for (let size = 1; size <= text.length; size += 1) expect(await read(text, type, [size, 3])).toEqual(expected);
  });

  it("reads names with blanks and dashes, quoted boundaries, and what stands before the first part", async () => {
    const quoted = 'multipart/form-data; charset=utf-8; boundary="edge"';
    expect(await read(`preamble\r\n${form(part("Content-Type", "image/jpeg"), file("abc"))}`, quoted)).toEqual({
      fields: { "Content-Type": "image/jpeg" },
      file: "abc",
    });
  });

  it("does not read what follows the file", async () => {
    const arriving = await readForm(streamOf(bytes(`${file("abc")}--edge\r\nanything at all`)), type);
    expect(Buffer.from(await readAll(arriving.file)).toString()).toBe("abc");
  });

  it("is cancelled with its file", async () => {
    const source = sourceOf(bytes(form(file("abc".repeat(50_000)))), [1_000]);
    const arriving = await readForm(source.stream, type);
    await arriving.file.cancel();
    expect(source.cancelled()).toBe(true);
  });

  it("refuses what is no form that ends in a file", async () => {
    const good = form(part("key", "x"), file("abc"));
    const broken: readonly (readonly [text: string, type: string])[] = [
      [good, "multipart/form-data"],
      [good, "application/x-www-form-urlencoded; boundary=edge"],
      [good, `multipart/form-data; boundary=${"x".repeat(71)}`],
      [good, "multipart/form-data; boundary=other"],
      ["", type],
      [form(), type],
      [form(part("key", "x")), type],
      [form(part("key", "x"), part("key", "y"), file("abc")), type],
      [form("--edge\r\n\r\n\r\nno head\r\n", file("abc")), type],
      [form("--edge\r\nContent-Type: text/plain\r\n\r\nno name\r\n", file("abc")), type],
      [form(part("key", "x".repeat(20 * 1_024)), file("abc")), type],
      [form(...Array.from({ length: 400 }, (_, index) => part(`f${index}`, "")), file("abc")), type],
    ];
    for (const [text, contentType] of broken) {
      await expect(read(text, contentType), text.slice(0, 100)).rejects.toBeInstanceOf(FormBroken);
    }
    for (let end = 0; end < good.length - "--\r\n".length; end += 1) {
      await expect(read(good.slice(0, end)), `${end}`).rejects.toBeInstanceOf(FormBroken);
    }
  });
});
