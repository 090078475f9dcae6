import type { Mail } from "@tintype/core";

/** The mail that carries a code; nothing in it was written by a user. */
export function confirmationMail(code: string): Omit<Mail, "id" | "to"> {
  const text = `Your confirmation code is

    ${code}

Enter it where you signed up for Tintype. It is good for 24 hours, and a newer
code replaces it.

If you did not sign up, somebody typed your address by mistake: you need not do
anything, and there will be no account without this code.
`;
  const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta name="color-scheme" content="light dark">
    <title>Your confirmation code</title>
  </head>
  <body style="margin:0 auto;padding:32px 24px;max-width:480px;font:16px/1.5 system-ui,sans-serif">
    <h1 style="margin:0 0 24px;font-size:20px">Confirm your address</h1>
    <p style="margin:0 0 8px">Your confirmation code is</p>
    <p style="margin:0 0 24px;font:700 32px/1.25 ui-monospace,monospace;letter-spacing:4px">${code}</p>
    <p style="margin:0 0 16px">Enter it where you signed up for Tintype. It is good for 24 hours, and a newer code
      replaces it.</p>
    <p style="margin:0;font-size:14px;opacity:.7">If you did not sign up, somebody typed your address by mistake: you
      need not do anything, and there will be no account without this code.</p>
  </body>
</html>
`;
  return { subject: `${code} is your Tintype confirmation code`, text, html };
}
