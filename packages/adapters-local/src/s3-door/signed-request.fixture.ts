import { createHash, createHmac } from "node:crypto";
import { type IncomingHttpHeaders, request } from "node:http";
import { SignatureV4 } from "@smithy/signature-v4";
import type { OpenDoor } from "./s3-door.fixture.ts";
import { ana, anas, bucket, region } from "./s3-door.fixture.ts";

/** A request as it goes over the line: nothing tidies it up any more. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  /** Names and values in turn; one name may come twice. */
  readonly headers: readonly string[];
  readonly body: Uint8Array;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** What S3 calls it. */
  readonly code: string | undefined;
}

interface Wanted {
  readonly method?: string;
  /** As it is written in the request line, from the slash on after the bucket. */
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly payload?: string;
  /** Without a length. */
  readonly isUnmeasured?: boolean;
  readonly signedAt?: Date;
  readonly as?: typeof anas;
  readonly region?: string;
  readonly service?: string;
  /** For so many seconds, in the address. */
  readonly presigned?: number;
}

/** Signs a request as AWS's own library does, whoever it is sent to afterwards and however it is changed before. */
export async function signed(it: OpenDoor, wanted: Wanted = {}): Promise<RawRequest> {
  const { method = "GET", path = `/${ana}a.jpg`, query = {}, body = new Uint8Array(), as = anas } = wanted;
  const payload = wanted.payload ?? createHash("sha256").update(body).digest("hex");
  const signer = new SignatureV4({
    credentials: as,
    region: wanted.region ?? region,
    service: wanted.service ?? "s3",
    sha256: Sha256,
    uriEscapePath: false,
  });
  const host = `127.0.0.1:${it.port}`;
  const isUnmeasured = wanted.isUnmeasured ?? /^(?:GET|HEAD)$/.test(method);
  const plain = {
    method,
    protocol: "http:",
    hostname: "127.0.0.1",
    port: it.port,
    path: `/${bucket}${path}`,
    query: { ...query },
    headers: {
      host,
      ...(!isUnmeasured && { "content-length": `${body.length}` }),
      "x-amz-content-sha256": wanted.presigned === undefined ? payload : "UNSIGNED-PAYLOAD",
      ...wanted.headers,
    },
  };
  const signingDate = wanted.signedAt ?? new Date(it.clock.now());
  const request =
    wanted.presigned === undefined
      ? await signer.sign(plain, { signingDate })
      : await signer.presign(plain, { signingDate, expiresIn: wanted.presigned });
  const search = Object.entries(request.query ?? {}).map(([name, value]) => `${encode(name)}=${encode(`${value}`)}`);
  return {
    method,
    target: request.path + (search.length === 0 ? "" : `?${search.join("&")}`),
    headers: Object.entries(request.headers).flat(),
    body,
  };
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The value of a header, which comes once. */
export const headerIn = ({ headers }: RawRequest, name: string): string =>
  headers[headers.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === name) + 1] ?? "";

/** The same request with another value for a header, or with one that it had not. */
export function withHeader(raw: RawRequest, name: string, value: string): RawRequest {
  const headers = [...raw.headers];
  const at = headers.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === name);
  if (at === -1) headers.push(name, value);
  else headers[at + 1] = value;
  return { ...raw, headers };
}

export function send(it: OpenDoor, { method, target, headers, body }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sending = request({ host: "127.0.0.1", port: it.port, method, path: target, agent: false, setHost: false });
    for (const name of ["host", "connection"]) sending.removeHeader(name);
    const names = new Map<string, string[]>();
    for (let index = 0; index < headers.length; index += 2) {
      const name = headers[index] ?? "";
      names.set(name, [...(names.get(name) ?? []), headers[index + 1] ?? ""]);
    }
    for (const [name, values] of names) sending.setHeader(name, values.length === 1 ? (values[0] ?? "") : values);
    sending.on("error", reject);
    sending.on("response", (response) => {
      let text = "";
      response.setEncoding("latin1").on("data", (piece: string) => {
        text += piece;
      });
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          code: /<Code>(\w+)<\/Code>/.exec(text)?.[1],
        }),
      );
    });
    sending.end(body);
  });
}

/** What the SDK's signer asks for: SHA-256, or HMAC with a secret. */
const Sha256 = function hashing(secret?: string | Uint8Array) {
  const hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret);
  return { update: (bytes: Uint8Array) => void hash.update(bytes), digest: async () => hash.digest(), reset() {} };
} as unknown as ConstructorParameters<typeof SignatureV4>[0]["sha256"];
