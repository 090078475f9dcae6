import { createHash } from "node:crypto";

/** What came back: the body as JSON where it is JSON. */
export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Photo {
  readonly id: string;
  readonly state: "initiated" | "uploaded" | "processing" | "ready" | "failed" | "trashed";
  readonly failure?: { readonly code: string; readonly detail: string };
  readonly warnings?: readonly { readonly code: string }[];
  readonly fileName: string;
  readonly title?: string;
  readonly bytes: number;
  readonly sha256?: string;
  readonly width?: number;
  readonly height?: number;
  readonly contentType: string;
  readonly capturedAt?: { readonly local: string; readonly offset?: string };
  readonly location?: unknown;
  readonly renditions?: Readonly<
    Record<string, { readonly url: string; readonly width: number; readonly height: number }>
  >;
  readonly revision: number;
}

export interface Ticket {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Link {
  readonly share: { readonly id: string; readonly views: number };
  readonly url: string;
}

export const password = "Correct-horse-9";
export const demo = { email: "demo@tintype.example", password: "Tintype-demo-1" } as const;
const client = "web";

export async function call<Body>(url: string, init: RequestInit = {}): Promise<Answer<Body>> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : (text as Body) };
}

/** One operation of Cognito's protocol. */
export function pool<Body = Record<string, unknown>>(origin: string, operation: string, input: object) {
  return call<Body>(`${origin}/user-pool/`, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify({ ClientId: client, ...input }),
  });
}

/** The mail in the server's mailbox, newest first. */
export async function mailbox(origin: string): Promise<readonly { to: string; subject: string; text: string }[]> {
  const headers = { accept: "application/json" };
  return (await call<{ items: { to: string; subject: string; text: string }[] }>(`${origin}/_dev/mailbox`, { headers }))
    .body.items;
}

/** The code that was mailed last to the address. */
export async function mailedCode(origin: string, email: string): Promise<string> {
  const mails = (await mailbox(origin)).filter(({ to }) => to === email);
  const code = mails.map(({ text }) => /\b\d{6}\b/.exec(text)?.[0]).find((found) => found !== undefined);
  if (code === undefined) throw new Error(`No code was mailed to ${email}.`);
  return code;
}

/** A guest with a link, who asks for JSON. */
export function guestOf(url: string, grant?: string) {
  const headers = {
    accept: "application/json",
    "content-type": "application/json",
    ...(grant && { authorization: `Share ${grant}` }),
  };
  type Opened = { grant: string; photos: Photo[] };
  return {
    describe: () => call<{ needsPassword: boolean }>(url, { headers }),
    open: (input: object = {}) => call<Opened>(`${url}/open`, { method: "POST", headers, body: JSON.stringify(input) }),
    photos: () => call<{ items: Photo[] }>(`${url}/photos`, { headers }),
    download: (photo: string) => call<{ url: string }>(`${url}/photos/${photo}/download`, { headers }),
  };
}

export async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} instead of bytes: ${await response.text()}`);
  return new Uint8Array(await response.arrayBuffer());
}

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
