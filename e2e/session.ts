import {
  type Answer,
  call,
  fetchBytes,
  type Link,
  mailedCode,
  type Photo,
  password,
  pool,
  type Ticket,
} from "./client.ts";

/** Somebody who has signed in. */
export interface Session {
  readonly origin: string;
  readonly token: string;
  readonly refreshToken: string;
  /** One call of the API; made again while there are too many. */
  api<Body>(path: string, init?: RequestInit): Promise<Answer<Body>>;
  /** The same with POST, and JSON where there is any. */
  post<Body>(path: string, body?: object): Promise<Answer<Body>>;
  get(photo: string): Promise<Photo>;
  begin(bytes: Uint8Array, fileName: string): Promise<Answer<{ readonly photo: Photo; readonly upload: Ticket }>>;
  /** Announces a photo and sends its bytes to where the ticket says. */
  upload(bytes: Uint8Array, fileName: string): Promise<Photo>;
  /** Sends the bytes in the request itself. */
  uploadDirectly(bytes: Uint8Array, headers?: Record<string, string>): Promise<Answer<{ readonly photo: Photo }>>;
  /** The photo once it is ready, has failed or lies in the trash. */
  developed(photo: string): Promise<Photo>;
  /** All photos, page by page. */
  list(query?: string): Promise<readonly Photo[]>;
  usage(): Promise<{ readonly photos: number; readonly bytes: number }>;
  /** The bytes of the original, as its owner fetches them. */
  original(photo: string): Promise<Uint8Array>;
  share(photo: string, input?: object): Promise<Answer<Link>>;
  /** The same person at another address of the server. */
  at(origin: string): Session;
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
  const { AccessToken, RefreshToken } = body.AuthenticationResult;
  return createSession(origin, AccessToken, RefreshToken);
}

function createSession(origin: string, token: string, refreshToken: string): Session {
  const api: Session["api"] = async (path, init = {}) => {
    for (;;) {
      const headers = { authorization: `Bearer ${token}`, ...init.headers };
      const answer = await call<never>(`${origin}/api${path}`, { ...init, headers });
      if (answer.status !== 429) return answer;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  const post: Session["post"] = (path, body) =>
    api(path, {
      method: "POST",
      ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
  const get: Session["get"] = async (photo) => (await api<Photo>(`/photos/${photo}`)).body;
  const begin: Session["begin"] = (bytes, fileName) =>
    post("/photos", { fileName, contentType: "image/jpeg", bytes: bytes.length });

  return {
    origin,
    token,
    refreshToken,
    api,
    post,
    get,
    begin,

    async upload(bytes, fileName) {
      const { status, body } = await begin(bytes, fileName);
      if (status !== 201) throw new Error(`${fileName} was not taken: ${status} ${JSON.stringify(body)}`);
      const { method, url, headers } = body.upload;
      const sent = await call(url, { method, headers, body: bytes as Uint8Array<ArrayBuffer> });
      if (sent.status !== 200) throw new Error(`${fileName} could not be sent: ${sent.status} ${sent.body}`);
      return body.photo;
    },

    uploadDirectly: (bytes, headers = {}) =>
      api("/photos", {
        method: "POST",
        headers: { "content-type": "image/jpeg", ...headers },
        body: bytes as Uint8Array<ArrayBuffer>,
      }),

    async developed(id) {
      for (;;) {
        const photo = await get(id);
        if (photo.state === "ready" || photo.state === "failed" || photo.state === "trashed") return photo;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },

    async list(query = "") {
      const items: Photo[] = [];
      let next: string | undefined = "";
      while (next !== undefined) {
        const cursor: string = next === "" ? "" : `&cursor=${encodeURIComponent(next)}`;
        const { body } = await api<{ items: Photo[]; next?: string }>(`/photos?limit=100${query}${cursor}`);
        items.push(...body.items);
        next = body.next;
      }
      return items;
    },

    async usage() {
      const { photos, bytes } = (await api<{ usage: { photos: number; bytes: number } }>("/me")).body.usage;
      return { photos, bytes };
    },

    async original(photo) {
      const init = { headers: { accept: "application/json" } };
      return fetchBytes((await api<{ url: string }>(`/photos/${photo}/original`, init)).body.url);
    },

    share: (photo, input = {}) => post(`/photos/${photo}/share`, input),
    at: (elsewhere) => createSession(elsewhere, token, refreshToken),
  };
}
