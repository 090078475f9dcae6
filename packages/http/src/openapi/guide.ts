import type { Settings } from "@tintype/core";
import { inWords } from "../in-words.ts";

/** The first thing that whoever writes a client reads. */
export const guideFor = ({ original }: Settings): string =>
  `
Whoever has an account sends \`Authorization: Bearer ACCESS_TOKEN\`; whoever has a link opens it and sends \`Authorization: Share GRANT\`. There are no cookies.

**Programs** send \`x-api-key: KEY\` to the same addresses under \`/partner\`, and may do there what the key's scopes say. A key is made for a person (\`createApiKey\`) with a plan: so many calls a second and a month. Over it: 429, and \`Retry-After\`.

**Uploading** takes three steps: announce the photo (\`createPhoto\`), send its bytes as the ticket says, and read it (\`getPhoto\`) until its \`state\` is \`ready\` or \`failed\`. A photo of up to ${inWords(original.directBytes)} can be the body of \`createPhoto\` itself. Whoever has an SDK for S3 writes with temporary credentials (\`issueCredentials\`) and then names the key (\`incomingKey\`).

**Addresses** in answers (\`url\`) are signed: they need no token and end after a while. Ask again instead of keeping them.

**Errors** are \`application/problem+json\` (RFC 9457). \`code\` never changes and is for programs; \`detail\` is for people. What is not yours is answered like what does not exist: 404.

**Lists** are \`{ items, next }\`. Send \`next\` as \`cursor\` for the following page; without \`next\` the list is at its end. A page may hold fewer items than \`limit\`.

**Creating** honours \`Idempotency-Key\`, **changing** \`If-Match\`. Unknown fields and parameters are refused. Absent values are left out; in a PATCH, \`null\` removes a value.

Ids are ULIDs in upper case. Moments are UTC and look like \`2026-11-20T09:30:00.000Z\`.
`.trim();

export const tags: readonly { readonly name: string; readonly description: string }[] = [
  { name: "photos", description: "Your photos, from announcing them to deleting them for good." },
  { name: "shares", description: "The links that you have made." },
  { name: "guests", description: "What somebody sees who has a link, and no account." },
  { name: "account", description: "Who you are, and what you use." },
  { name: "programs", description: "The same for programs with a key, in the name of whoever made it." },
  { name: "service", description: "What is there, and whether it works." },
];
