import { Agent, type OutgoingHttpHeaders, request } from "node:http";

/** A signed-in user's program, over kept connections. */
export interface Client {
  readonly id: string;
  readonly token: string;
  readonly headers: Readonly<Record<string, string>>;
  get<Body>(target: string): Promise<Body>;
  post<Body>(target: string, body: object): Promise<Body>;
  /** Fetches any address of the server and throws its bytes away. */
  fetch(url: string): Promise<void>;
  /** Sends one photo: asks for a ticket and uses it. Resolves to the photo's id. */
  upload(fileName: string, bytes: Uint8Array): Promise<string>;
  /** Resolves once it holds of the photo, looking every so many milliseconds. */
  until(photo: string, holds: (photo: Photo) => boolean, interval: number): Promise<Photo>;
}

export interface Photo {
  readonly id: string;
  readonly state: string;
  readonly failure?: { readonly detail: string };
  readonly renditions?: Readonly<Record<string, { readonly url: string }>>;
}

const demo = { USERNAME: "demo@tintype.example", PASSWORD: "Tintype-demo-1" };

/** Signs the demo user in, unless there is a token already. */
export async function createClient(port: number, known?: string): Promise<Client> {
  const agent = new Agent({ keepAlive: true });
  const send = (method: string, target: string, headers: OutgoingHttpHeaders, body?: Uint8Array | string) =>
    exchange(agent, port, method, target, headers, body);
  const token = known ?? (await signIn(send));
  const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
  const asJson = { ...headers, "content-type": "application/json" };

  const get = async <Body>(target: string) => JSON.parse(await send("GET", target, headers)) as Body;
  const post = async <Body>(target: string, body: object) =>
    JSON.parse(await send("POST", target, asJson, JSON.stringify(body))) as Body;
  const { id } = await get<{ id: string }>("/api/me");

  return {
    id,
    token,
    headers,
    get,
    post,
    fetch: async (url) => void (await send("GET", targetOf(url), {})),
    async upload(fileName, bytes) {
      const announced = { fileName, contentType: "image/jpeg", bytes: bytes.byteLength };
      const { photo, upload } = await post<Begun>("/api/photos", announced);
      await send(upload.method, targetOf(upload.url), upload.headers, bytes);
      return photo.id;
    },
    async until(id, holds, interval) {
      for (;;) {
        const photo = await get<Photo>(`/api/photos/${id}`);
        if (photo.failure !== undefined) throw new Error(photo.failure.detail);
        if (holds(photo)) return photo;
        await new Promise((resolve) => setTimeout(resolve, interval));
      }
    },
  };
}

interface Begun {
  readonly photo: Photo;
  readonly upload: { readonly method: string; readonly url: string; readonly headers: OutgoingHttpHeaders };
}

/** What follows the origin in an address. */
export const targetOf = (url: string): string => url.slice(new URL(url).origin.length);

async function signIn(send: Send): Promise<string> {
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth",
  };
  const question = { ClientId: "web", AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: demo };
  const answer = JSON.parse(await send("POST", "/user-pool/", headers, JSON.stringify(question)));
  return answer.AuthenticationResult.AccessToken;
}

type Send = (
  method: string,
  target: string,
  headers: OutgoingHttpHeaders,
  body?: Uint8Array | string,
) => Promise<string>;

/** One request and its whole answer. Rejects on a status that is no success. */
function exchange(
  agent: Agent,
  port: number,
  method: string,
  path: string,
  headers: OutgoingHttpHeaders,
  body: Uint8Array | string | undefined,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
    const asked = request({ agent, port, host: "127.0.0.1", method, path, headers: { ...headers, ...length } });
    asked.on("error", reject);
    asked.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const whole = Buffer.concat(chunks).toString();
        const { statusCode = 0 } = response;
        if (statusCode < 300) resolve(whole);
        else reject(new Error(`${method} ${path} was answered with ${statusCode}: ${whole}`));
      });
    });
    asked.end(body);
  });
}
