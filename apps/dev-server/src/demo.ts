import { networkInterfaces } from "node:os";
import { type Config, isEverywhere } from "./config.ts";

/** Somebody to try things with; the password is no secret, and the account exists on this machine alone. */
export const demo = { email: "demo@tintype.example", password: "Tintype-demo-1", displayName: "Demo" } as const;

/** What is printed once the server listens: where to go, who to be, and lines that work when pasted into a shell. */
export function welcome(
  { host, publicUrl, production }: Pick<Config, "host" | "publicUrl" | "production">,
  origin: string,
  port: number,
  { userPoolClientId }: { readonly userPoolClientId: string },
): string {
  const listening = publicUrl === undefined ? "" : `   (listening on ${host}, port ${port})`;
  // Nobody's password is known to everybody there, and nobody's mail.
  if (production === true) return `\n  Tintype   ${origin}${listening}\n  API       ${origin}/docs\n\n`;
  const credentials = `{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"${userPoolClientId}","AuthParameters":{"USERNAME":"${demo.email}","PASSWORD":"${demo.password}"}}`;
  return `
  Tintype   ${origin}${listening}
  Mailbox   ${origin}/_dev/mailbox
  API       ${origin}/docs
  Account   ${demo.email}   ${demo.password}
${isEverywhere(host) && publicUrl === undefined ? elsewhere(port) : ""}
  Sign in, upload a photo, list, share: paste these lines into a shell.

  TOKEN=$(curl -s ${origin}/user-pool/ -H 'x-amz-target: AWSCognitoIdentityProviderService.InitiateAuth' -H 'content-type: application/x-amz-json-1.1' -d '${credentials}' | sed 's/.*"AccessToken":"\\([^"]*\\)".*/\\1/')
  PHOTO=$(curl -s ${origin}/assets/sample.jpg | curl -s ${origin}/api/photos -H "authorization: Bearer $TOKEN" -H 'content-type: image/jpeg' --data-binary @- | sed 's/.*"photo":{"id":"\\([^"]*\\)".*/\\1/')
  curl -s ${origin}/api/photos -H "authorization: Bearer $TOKEN"; echo
  curl -s ${origin}/api/photos/$PHOTO/share -H "authorization: Bearer $TOKEN" -X POST; echo

  That was a sample. For a photo of your own: --data-binary @photo.jpg instead of the sample and @-

`;
}

/** Without it, what a phone is told to fetch would point at the phone. */
function elsewhere(port: number): string {
  const address = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal)?.address;
  return `
  For other devices, start with PUBLIC_URL=http://${address ?? "ADDRESS"}:${port}: addresses of photos begin with it.
`;
}
