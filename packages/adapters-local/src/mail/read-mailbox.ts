import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Instant, instantFromMillis } from "@tintype/core";
import PostalMime from "postal-mime";

export interface ReceivedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly at: Instant;
}

/** The mails that `createFileMailer` has put into the folder, newest first. None when there is no such folder. */
export async function readMailbox(folder: string): Promise<readonly ReceivedMail[]> {
  const names = (await namesIn(folder)).filter((name) => name.endsWith(".eml"));
  const mails = await Promise.all(names.map(async (name) => parse(await readFile(join(folder, name)))));
  return mails.toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
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
  const { to, subject, text, html, date } = await PostalMime.parse(message);
  return {
    to: to?.[0]?.address ?? "",
    subject: subject ?? "",
    text: text ?? "",
    html: html ?? "",
    at: instantFromMillis(Date.parse(date ?? "") || 0),
  };
}
