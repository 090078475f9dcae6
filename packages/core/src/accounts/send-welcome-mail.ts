import { authorize } from "../authorize.ts";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { NotAllowed } from "../shared/errors.ts";
import type { UserId } from "../shared/ids.ts";
import { escapeHtml } from "../shared/text.ts";
import { isLeaving } from "./account.ts";

/** Greets somebody who has registered, once: the mail's id is made of the account's. */
export async function sendWelcomeMail(
  ports: Pick<Ports, "settings" | "accounts" | "mailer">,
  actor: Actor,
  id: UserId,
  options?: CallOptions,
): Promise<void> {
  authorize(actor, "account.administer", () => new NotAllowed());
  const account = await ports.accounts.get(id, options);
  if (account === undefined || isLeaving(account)) return;
  const greeting = account.displayName === undefined ? "Welcome!" : `Welcome, ${account.displayName}!`;
  const { publicUrl } = ports.settings;
  const body = "Your account is ready. Your photos are private until you share one, and every link can be revoked.";
  await ports.mailer.send(
    {
      id: `welcome-${id}`,
      to: account.email,
      subject: "Welcome to Tintype",
      text: `${greeting}\n\n${body}\n\n${publicUrl}\n`,
      html: `<p>${escapeHtml(greeting)}</p><p>${body}</p><p><a href="${publicUrl}">${publicUrl}</a></p>`,
    },
    options,
  );
}
