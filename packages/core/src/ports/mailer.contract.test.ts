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

let count = 0;
/** Mailers that each do one thing wrong, with the behaviour that gives them away. */
const broken: Record<string, (memory: MemoryMailer) => Mailer["send"]> = {
  "sends a mail once, however often it is asked to": (memory) => (mail) => {
    count += 1;
    return memory.send({ ...mail, id: `${count}` });
  },
  "tells mails apart by their id, equal as they may be": (memory) => (mail) =>
    memory.send({ ...mail, id: mail.subject }),
  "keeps addressees apart": (memory) => (mail) => memory.send({ ...mail, to: "ana@example.com" }),
  "delivers what was written, in every script": (memory) => (mail) =>
    memory.send({ ...mail, subject: mail.subject.replaceAll(/[^ -~]/g, "?") }),
  "lets nothing in a subject become a header of its own": (memory) => async (mail) => {
    const [subject = "", header] = mail.subject.split("\r\n");
    await memory.send({ ...mail, subject });
    if (header !== undefined) await memory.send({ ...mail, id: "blind copy", to: header.slice("Bcc: ".length) });
  },
  "sends nothing to what is not one address": (memory) => (mail) => memory.send({ ...mail, to: "ana@example.com" }),
  "sends long lines whole": (memory) => (mail) => memory.send({ ...mail, text: mail.text.slice(0, 998) }),
  "sends nothing once the caller has given up": (memory) => (mail) => memory.send(mail),
};

describe("the contract of Mailer", () => {
  it.each(Object.entries(broken))("catches a mailer that fails where it says: %s", async (behaviour, sabotage) => {
    const open = async () => {
      const memory = createMemoryMailer();
      return fixtureOf(memory, { send: sabotage(memory) });
    };
    const suite = (runner: ContractRunner) => describeMailer(runner, "broken", open);
    expect(await failuresOf(expect, suite, [behaviour])).toEqual([behaviour]);
  });
});
