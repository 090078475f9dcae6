import type { ContractRunner, Open } from "./contract-runner.ts";
import type { Mail, Mailer } from "./mailer.ts";

export interface MailerFixture {
  readonly mailer: Mailer;
  /** What has arrived at that address, in any order. */
  received(address: string): Promise<readonly Omit<Mail, "id">[]>;
  /** Whether a mail has left for good once it is sent. */
  readonly hasLeft?: boolean;
}

const mail: Mail = {
  id: "greeting-1",
  to: "ana@example.com",
  subject: "Grüße, 사진이 준비되었습니다 📷",
  text: "Line one\n\nLine two, with an = sign, a tab\tand a\n.\nlone dot; 사진\n",
  html: '<p>Line one &amp; <a href="https://example.com/?a=1&amp;b=2">more</a> 사진</p>',
};

/** What holds for all Mailers. */
export function describeMailer(
  { describe, it, expect }: ContractRunner,
  name: string,
  open: Open<MailerFixture>,
): void {
  const inbox = async ({ received }: MailerFixture, address = mail.to) =>
    (await received(address)).map(({ to, subject, text, html }) => ({
      to,
      subject,
      text: text.replaceAll("\r\n", "\n").trimEnd(),
      html: html.trimEnd(),
    }));
  const asReceived = ({ to, subject, text, html }: Mail) => ({ to, subject, text: text.trimEnd(), html });

  describe(`${name} as Mailer`, () => {
    it("delivers what was written, in every script", async () => {
      await using fixture = await open();
      await fixture.mailer.send(mail);
      expect(await inbox(fixture)).toEqual([asReceived(mail)]);
    });

    it("sends a mail once, however often it is asked to", async () => {
      await using fixture = await open();
      await Promise.all([fixture.mailer.send(mail), fixture.mailer.send(mail)]);
      await fixture.mailer.send({ ...mail, subject: "Another subject" });
      expect(await inbox(fixture)).toEqual([asReceived(mail)]);
    });

    it("tells mails apart by their id, equal as they may be", async () => {
      await using fixture = await open();
      await fixture.mailer.send(mail);
      await fixture.mailer.send({ ...mail, id: "greeting-2" });
      expect(await inbox(fixture)).toHaveLength(2);
    });

    it("keeps addressees apart", async () => {
      await using fixture = await open();
      await fixture.mailer.send(mail);
      await fixture.mailer.send({ ...mail, id: "greeting-2", to: "ben@example.com" });
      expect(await inbox(fixture, "ben@example.com")).toHaveLength(1);
    });

    it("lets nothing in a subject become a header of its own", async () => {
      await using fixture = await open();
      const subject = "Hello\r\nBcc: eve@example.com\r\n\r\nI am a body";
      await fixture.mailer.send({ ...mail, subject });
      expect(await fixture.received("eve@example.com")).toEqual([]);
      const [received] = await inbox(fixture);
      expect(received?.subject).toBe("Hello Bcc: eve@example.com I am a body");
      expect(received?.text).toBe(asReceived(mail).text);
    });

    it("sends nothing to what is not one address", async () => {
      await using fixture = await open();
      const addresses = [
        "",
        "ana",
        "@example.com",
        "ana@",
        "ana@example.com, eve@example.com",
        "ana@example.com;eve@example.com",
      ];
      const injections = [
        "\r\nBcc: eve@example.com",
        "\nBcc: eve@example.com",
        "\n",
        " ",
        "\u0000",
        " <eve@example.com>",
      ];
      for (const to of [...addresses, "Ana <ana@example.com>", ...injections.map((tail) => mail.to + tail)]) {
        await expect(fixture.mailer.send({ ...mail, to }), to).rejects.toMatchObject({ code: "invalid_input" });
      }
      expect(await inbox(fixture)).toEqual([]);
      expect(await inbox(fixture, "eve@example.com")).toEqual([]);
    });

    it("sends long lines whole", async () => {
      await using fixture = await open();
      const text = `${"한국어 ".repeat(2_000)}end`;
      await fixture.mailer.send({ ...mail, text });
      expect((await inbox(fixture))[0]?.text).toBe(text);
    });

    it("forgets the mails to an address, and no others", async () => {
      await using fixture = await open();
      const other = "diana@example.com";
      await fixture.mailer.send(mail);
      await fixture.mailer.send({ ...mail, id: "greeting-2" });
      await fixture.mailer.send({ ...mail, id: "greeting-3", to: other });
      await fixture.mailer.forget(mail.to);
      await fixture.mailer.forget(mail.to);
      expect(await inbox(fixture)).toHaveLength(fixture.hasLeft === true ? 2 : 0);
      expect(await inbox(fixture, other)).toHaveLength(1);
      expect(await fixture.mailer.forget("nobody@example.com")).toBe(undefined);
    });

    it("sends nothing once the caller has given up", async () => {
      await using fixture = await open();
      await expect(fixture.mailer.send(mail, { signal: AbortSignal.abort() })).rejects.toThrow();
      expect(await inbox(fixture)).toEqual([]);
    });
  });
}
