import type { Mail } from "@tintype/core";
import type { CodePurpose } from "./code-store.ts";

interface Words {
  readonly subject: (code: string) => string;
  readonly title: string;
  readonly intro: string;
  readonly use: string;
  readonly otherwise: string;
}

const wordsFor: Readonly<Record<CodePurpose, Words>> = {
  confirm: {
    subject: (code) => `${code} is your Tintype confirmation code`,
    title: "Confirm your address",
    intro: "Your confirmation code is",
    use: "Enter it where you signed up for Tintype. It is good for 24 hours, and a newer code replaces it.",
    otherwise:
      "If you did not sign up, somebody typed your address by mistake: you need not do anything, and there will be no account without this code.",
  },
  reset: {
    subject: (code) => `${code} sets a new password for Tintype`,
    title: "Set a new password",
    intro: "The code that sets a new password is",
    use: "Enter it where you asked for it. It is good for an hour, and a newer code replaces it.",
    otherwise:
      "If you did not ask for it, you need not do anything: your password stays as it is. Give this code to nobody.",
  },
  verify: {
    subject: (code) => `${code} is your Tintype verification code`,
    title: "Verify your address",
    intro: "Your verification code is",
    use: "Enter it where you changed your address. It is good for 24 hours, and a newer code replaces it.",
    otherwise:
      "If you did not change your address, somebody typed yours by mistake: you need not do anything, and nothing changes without this code.",
  },
};

/** The mail that carries a code; nothing in it was written by a user. */
export function codeMail(purpose: CodePurpose, code: string): Omit<Mail, "id" | "to"> {
  const { subject, title, intro, use, otherwise } = wordsFor[purpose];
  const text = `${intro}

    ${code}

${wrapped(use)}

${wrapped(otherwise)}
`;
  const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
  </head>
  <body style="margin:0 auto;padding:32px 24px;max-width:480px;font:16px/1.5 system-ui,sans-serif">
    <h1 style="margin:0 0 24px;font-size:20px">${title}</h1>
    <p style="margin:0 0 8px">${intro}</p>
    <p style="margin:0 0 24px;font:700 32px/1.25 ui-monospace,monospace;letter-spacing:4px">${code}</p>
    <p style="margin:0 0 16px">${use}</p>
    <p style="margin:0;font-size:14px;opacity:.7">${otherwise}</p>
  </body>
</html>
`;
  return { subject: subject(code), text, html };
}

/** Lines of 78 characters at the most (RFC 5322 section 2.1.1). */
const wrapped = (sentences: string) => sentences.replaceAll(/(.{1,78})(?: |$)/g, "$1\n").trimEnd();
