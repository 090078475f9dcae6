import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { composeMail } from "./compose-mail.ts";

const mail = { id: "1", to: "ana@example.com", subject: "Hello", text: "text", html: "<p>text</p>" };
const textOf = (message: Uint8Array) => new TextDecoder().decode(message);

describe(composeMail, () => {
  it("writes ASCII in short lines, whatever people wrote", () => {
    const text = `${"사진 📷 ".repeat(500)}\r\n.\r\nlone dot`;
    const message = textOf(composeMail({ ...mail, subject: "📷".repeat(100), text, html: text }, "a@example.com"));
    expect(message).toMatch(/^[\r\n\x20-\x7e]*$/);
    for (const line of message.split("\r\n")) expect(line.length).toBeLessThanOrEqual(78);
  });

  it("makes one subject of many words, and cuts none within a character", async () => {
    for (const subject of ["", "Hello", "Grüße an alle ".repeat(20).trim(), "👨‍👩‍👧‍👦".repeat(30), "a".repeat(500)]) {
      const message = composeMail({ ...mail, subject }, "a@example.com");
      expect((await PostalMime.parse(message)).subject ?? "").toBe(subject);
      for (const [, word = ""] of textOf(message).matchAll(/=\?utf-8\?B\?([^?]*)\?=/g)) {
        const bytes = Buffer.from(word, "base64");
        expect(Buffer.from(bytes.toString()).equals(bytes)).toBe(true);
        expect(word.length + 12).toBeLessThanOrEqual(75);
      }
    }
  });

  it("writes the same for the same", () => {
    expect(composeMail(mail, "a@example.com")).toEqual(composeMail(mail, "a@example.com"));
  });
});
