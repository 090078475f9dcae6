import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Instant, instantFromMillis } from "@tintype/core";
import PostalMime from "postal-mime";

/** Tells the moment of a mail to the millisecond: of two codes in one second the later one counts (`Date` has seconds). */
export const sentAt = "x-tintype-sent-at";

export interface ReceivedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly at: Instant;
}

/** The mails that `createFileMailer` has put into the folder, newest first. None when there is no such folder. */
export async function readMailbox(folder: string): Promise<readonly ReceivedMail[]> {
  const mails = (await readMails(folder)).map(({ mail }) => mail);
  return mails.toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
}

/** The same with the names of their files, in no order. */
export async function readMails(folder: string): Promise<readonly { mail: ReceivedMail; name: string }[]> {
  const names = (await namesIn(folder)).filter((name) => name.endsWith(".eml"));
  return Promise.all(names.map(async (name) => ({ name, mail: await parse(await readFile(join(folder, name))) })));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

async function parse(message: Uint8Array): Promise<ReceivedMail> {
  const { to, subject, text, html, date, headers } = await PostalMime.parse(message);
  return {
    to: to?.[0]?.address ?? "",
    subject: subject ?? "",
    text: text ?? "",
    html: html ?? "",
    at: instantFromMillis(Date.parse(headers.find(({ key }) => key === sentAt)?.value ?? date ?? "") || 0),
  };
}
