import { describe, expect, it } from "vitest";
import { failuresOf } from "./contract-runner.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { describeMailer, type MailerFixture } from "./mailer.contract.ts";
import { createMemoryMailer, type MemoryMailer } from "./mailer.memory.ts";
import type { Mailer } from "./mailer.ts";

const fixtureOf = (memory: MemoryMailer, mailer: Mailer = memory): MailerFixture & AsyncDisposable => ({
  mailer,
  received: async (address) => memory.sent.filter(({ to }) => to === address),
  [Symbol.asyncDispose]: async () => {},
});

describeMailer({ describe, it, expect }, "memory", async () => fixtureOf(createMemoryMailer()));

const mailerOf = ({ send, forget }: MemoryMailer): Mailer => ({ send, forget });

let count = 0;
/** Mailers that each do one thing wrong, with the behaviour that gives them away. */
const broken: Record<string, (memory: MemoryMailer) => Partial<Mailer>> = {
  "sends a mail once, however often it is asked to": (memory) => ({
    send: (mail) => {
      count += 1;
      return memory.send({ ...mail, id: `${count}` });
    },
  }),
  "tells mails apart by their id, equal as they may be": (memory) => ({
    send: (mail) => memory.send({ ...mail, id: mail.subject }),
  }),
  "keeps addressees apart": (memory) => ({ send: (mail) => memory.send({ ...mail, to: "ana@example.com" }) }),
  "delivers what was written, in every script": (memory) => ({
    send: (mail) => memory.send({ ...mail, subject: mail.subject.replaceAll(/[^ -~]/g, "?") }),
  }),
  "lets nothing in a subject become a header of its own": (memory) => ({
    send: async (mail) => {
      const [subject = "", header] = mail.subject.split("\r\n");
      await memory.send({ ...mail, subject });
      if (header !== undefined) await memory.send({ ...mail, id: "blind copy", to: header.slice("Bcc: ".length) });
    },
  }),
  "sends nothing to what is not one address": (memory) => ({
    send: (mail) => memory.send({ ...mail, to: "ana@example.com" }),
  }),
  "sends long lines whole": (memory) => ({ send: (mail) => memory.send({ ...mail, text: mail.text.slice(0, 998) }) }),
  "sends nothing once the caller has given up": (memory) => ({ send: (mail) => memory.send(mail) }),
  "forgets the mails to an address, and no others": (memory) => ({
    forget: async (to) => {
      for (const mail of memory.sent) if (mail.to.endsWith(to.slice(1))) await memory.forget(mail.to);
    },
  }),
};

describe("the contract of Mailer", () => {
  it.each(Object.entries(broken))("catches a mailer that fails where it says: %s", async (behaviour, sabotage) => {
    const open = async () => {
      const memory = createMemoryMailer();
      return fixtureOf(memory, { ...mailerOf(memory), ...sabotage(memory) });
    };
    const suite = (runner: ContractRunner) => describeMailer(runner, "broken", open);
    expect(await failuresOf(expect, suite, [behaviour])).toEqual([behaviour]);
  });
});
