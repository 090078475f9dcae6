import { randomUUID } from "node:crypto";
import { CreateEmailIdentityCommand, SESv2Client, type SESv2ClientConfig } from "@aws-sdk/client-sesv2";
import type { Mailer } from "@tintype/core";
import type { MailerFixture } from "@tintype/core/contracts";
import { createManualClock, type ManualClock } from "@tintype/core/testing";
import PostalMime from "postal-mime";
import * as z from "zod";
import { type DynamoFixture, openDynamoFixture } from "../dynamo/dynamo.fixture.ts";
import { motoConfig } from "../moto.fixture.ts";
import { createSesMailer } from "./ses-mailer.ts";

export interface SesFixture extends MailerFixture, AsyncDisposable {
  readonly clock: ManualClock;
  readonly store: DynamoFixture;
  /** Another mailer over the same table, as another process has it. */
  openMailer(ses?: SESv2ClientConfig): Mailer;
}

/** A sender of its own, whom SES knows. */
export async function openSesFixture(): Promise<SesFixture> {
  const clock = createManualClock();
  const store = await openDynamoFixture(clock);
  const client = new SESv2Client(motoConfig());
  const from = `tintype-${randomUUID()}@example.com`;
  await client.send(new CreateEmailIdentityCommand({ EmailIdentity: from }));
  const openMailer = (ses: SESv2ClientConfig = motoConfig()) => createSesMailer({ ...store.options, ses, from });
  return {
    clock,
    store,
    mailer: openMailer(),
    openMailer,
    hasLeft: true,
    async received(address) {
      const mails = (await sentBy(from)).filter(({ destinations }) => destinations.includes(address));
      return Promise.all(mails.map(({ raw_data }) => parsed(raw_data)));
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
      await store[Symbol.asyncDispose]();
    },
  };
}

const Sent = z.object({ source: z.string(), destinations: z.array(z.string()), raw_data: z.string() });
const MotoData = z.object({ ses: z.object({ RawMessage: z.array(Sent).default([]) }).default({ RawMessage: [] }) });

/** moto shows what it was given, and sends nothing. */
async function sentBy(from: string): Promise<readonly z.infer<typeof Sent>[]> {
  const answer = await fetch(`${motoConfig().endpoint}/moto-api/data.json`);
  const { ses } = MotoData.parse(await answer.json());
  return ses.RawMessage.filter(({ source }) => source === from);
}

async function parsed(message: string) {
  const { to, subject = "", text = "", html = "" } = await PostalMime.parse(message);
  return { to: to?.[0]?.address ?? "", subject, text, html };
}

/** SES, where the connection breaks before it hears of a mail, or when it has taken it. */
export function brokenMoto(moment: "before" | "after", code: string): SESv2ClientConfig {
  const { requestHandler } = new SESv2Client(motoConfig()).config;
  return {
    ...motoConfig(),
    requestHandler: {
      async handle(...call: Parameters<typeof requestHandler.handle>) {
        if (moment === "after") await requestHandler.handle(...call);
        throw Object.assign(new Error("the connection broke"), { code });
      },
    },
  };
}
