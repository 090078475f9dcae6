import type { ClientConfig } from "@tintype/http";

/** Somebody to try things with; the password is no secret, and the account exists on this machine alone. */
export const demo = { email: "demo@tintype.example", password: "Tintype-demo-1", displayName: "Demo" } as const;

/** What is printed once the server listens: where to go, who to be, and three lines that work when pasted into a shell. */
export function welcome(origin: string, { userPoolClientId }: Pick<ClientConfig, "userPoolClientId">): string {
  const credentials = `{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"${userPoolClientId}","AuthParameters":{"USERNAME":"${demo.email}","PASSWORD":"${demo.password}"}}`;
  return `
  Tintype   ${origin}
  Mailbox   ${origin}/_dev/mailbox
  API       ${origin}/openapi.json
  Account   ${demo.email}   ${demo.password}

  Try it (upload, list, share):

  TOKEN=$(curl -s ${origin}/user-pool/ -H 'x-amz-target: AWSCognitoIdentityProviderService.InitiateAuth' -H 'content-type: application/x-amz-json-1.1' -d '${credentials}' | sed 's/.*"AccessToken":"\\([^"]*\\)".*/\\1/')
  PHOTO=$(curl -s ${origin}/api/photos -H "authorization: Bearer $TOKEN" -H 'content-type: image/jpeg' --data-binary @photo.jpg | sed 's/.*"photo":{"id":"\\([^"]*\\)".*/\\1/')
  curl -s ${origin}/api/photos -H "authorization: Bearer $TOKEN"
  curl -s ${origin}/api/photos/$PHOTO/share -H "authorization: Bearer $TOKEN" -X POST
`;
}
