import { createHash } from "node:crypto";
import type { Mail } from "@tintype/core";

/**
 * The mail as it goes over the wire (RFC 5322, 2045, 2047), the same for the same input: text, and the same as HTML. All
 * that people wrote is in base64, so that neither its length nor its characters matter. SES adds the date and an id.
 */
export function composeMail({ id, to, subject, text, html }: Mail, from: string): Uint8Array {
  const boundary = `=_${createHash("sha256").update(id).digest("hex").slice(0, 24)}`;
  const part = (type: string, content: string): string[] => [
    `--${boundary}`,
    `Content-Type: ${type}; charset=utf-8`,
    "Content-Transfer-Encoding: base64",
    "",
    ...linesOf(Buffer.from(content).toString("base64"), 76),
  ];
  const lines = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${encodedWords(subject.replaceAll(/\s+/g, " "))}`,
    "MIME-Version: 1.0",
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    "",
    ...part("text/plain", text),
    ...part("text/html", html),
    `--${boundary}--`,
    "",
  ];
  return Buffer.from(lines.join("\r\n"));
}

const linesOf = (text: string, length: number): readonly string[] =>
  text.match(new RegExp(`.{1,${length}}`, "g")) ?? [];

/** Words in lines of at most 76 characters; none ends within a character (RFC 2047 section 2 and 5). */
function encodedWords(text: string): string {
  const words: string[] = [];
  let word = "";
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 39) {
      words.push(word);
      word = "";
    }
    word += character;
  }
  return [...words, word].map((part) => `=?utf-8?B?${Buffer.from(part).toString("base64")}?=`).join("\r\n ");
}
