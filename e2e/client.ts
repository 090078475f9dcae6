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

/** Signs up, confirms by the mailed code and signs in. */
export async function signUp(origin: string, email: string): Promise<Session> {
  const attributes = [{ Name: "email", Value: email }];
  await pool(origin, "SignUp", { Username: email, Password: password, UserAttributes: attributes });
  const code = await mailedCode(origin, email);
  await pool(origin, "ConfirmSignUp", { Username: email, ConfirmationCode: code });
  return signIn(origin, email);
}

export async function signIn(origin: string, email: string, secret = password): Promise<Session> {
  const { body } = await pool<{ AuthenticationResult: { AccessToken: string; RefreshToken: string } }>(
    origin,
    "InitiateAuth",
    { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: email, PASSWORD: secret } },
  );
  return createSession(origin, body.AuthenticationResult.AccessToken, body.AuthenticationResult.RefreshToken);
}

/** Somebody who has signed in. */
export type Session = ReturnType<typeof createSession>;

export function createSession(origin: string, token: string, refreshToken?: string) {
  const api = <Body>(path: string, init: RequestInit = {}): Promise<Answer<Body>> =>
    call<Body>(`${origin}/api${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
  const post = <Body>(path: string, body?: object, headers?: Record<string, string>): Promise<Answer<Body>> =>
    api<Body>(path, {
      method: "POST",
      ...(body && { body: JSON.stringify(body) }),
      headers: { ...(body && { "content-type": "application/json" }), ...headers },
    });
  const get = async (id: string): Promise<Photo> => (await api<Photo>(`/photos/${id}`)).body;

  return {
    origin,
    token,
    refreshToken,
    api,
    post,
    get,

    /** The same person at another address of the server. */
    at: (elsewhere: string): Session => createSession(elsewhere, token, refreshToken),

    begin: (bytes: Uint8Array, fileName: string) =>
      post<{ photo: Photo; upload: Ticket }>("/photos", { fileName, contentType: "image/jpeg", bytes: bytes.length }),

    send: (ticket: Ticket, bytes: Uint8Array) =>
      call<string>(ticket.url, { method: ticket.method, headers: ticket.headers, body: bytes as BufferSource }),

    /** Announces a photo and sends its bytes to where the ticket says. */
    async upload(bytes: Uint8Array, fileName: string): Promise<Photo> {
      const { status, body } = await this.begin(bytes, fileName);
      if (status !== 201) throw new Error(`${fileName} was not taken: ${status} ${JSON.stringify(body)}`);
      const sent = await this.send(body.upload, bytes);
      if (sent.status !== 200) throw new Error(`${fileName} could not be sent: ${sent.status} ${sent.body}`);
      return body.photo;
    },

    /** Sends the bytes in the request itself. */
    uploadDirectly: (bytes: Uint8Array, contentType = "image/jpeg") =>
      api<{ photo: Photo }>("/photos", {
        method: "POST",
        headers: { "content-type": contentType },
        body: bytes as BufferSource,
      }),

    /** The photo once it is ready, or has failed. */
    async developed(id: string): Promise<Photo> {
      for (;;) {
        const photo = await get(id);
        if (photo.state === "ready" || photo.state === "failed" || photo.state === "trashed") return photo;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },

    /** All photos, page by page. */
    async list(query = ""): Promise<readonly Photo[]> {
      const items: Photo[] = [];
      for (let next: string | undefined = ""; next !== undefined; ) {
        const cursor: string = next === "" ? "" : `&cursor=${encodeURIComponent(next)}`;
        const page: Answer<{ items: Photo[]; next?: string }> = await api(`/photos?limit=100${query}${cursor}`);
        items.push(...page.body.items);
        next = page.body.next;
      }
      return items;
    },

    async usage(): Promise<{ photos: number; bytes: number }> {
      const { photos, bytes } = (await api<{ usage: { photos: number; bytes: number } }>("/me")).body.usage;
      return { photos, bytes };
    },

    /** The bytes of the original, as its owner fetches them. */
    async original(id: string): Promise<Uint8Array> {
      const { body } = await api<{ url: string }>(`/photos/${id}/original`, {
        headers: { accept: "application/json" },
      });
      return fetchBytes(body.url);
    },

    share: (id: string, input: object = {}) => post<Link>(`/photos/${id}/share`, input),
  };
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
