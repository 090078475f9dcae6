import { createSesMailer, type DynamoOptions } from "@tintype/adapters-aws";
import type { Mailer } from "@tintype/core";
import { type Config, need } from "../config.ts";

export const openMail = ({ region, mailFrom }: Config, dynamo: DynamoOptions): Mailer =>
  createSesMailer({ ...dynamo, ses: { region }, from: need(mailFrom, "TINTYPE_MAIL_FROM") });
