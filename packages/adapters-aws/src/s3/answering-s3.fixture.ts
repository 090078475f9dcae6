import { Readable } from "node:stream";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";

/** What S3 is to answer: headers and body as they would come over the wire; or that the connection breaks. */
export type Answer =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | AsyncIterable<Uint8Array>;
    }
  | Error;

export interface AskedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** A client whose requests get these answers, one after the other; `asked` fills with what it asked. */
export function answeringS3(...answers: readonly Answer[]): { client: S3Client; asked: AskedRequest[] } {
  const { config, asked } = answeringConfig(...answers);
  return { client: new S3Client(config), asked };
}

/** The same for whoever makes clients by themselves. */
export function answeringConfig(...answers: readonly Answer[]): { config: S3ClientConfig; asked: AskedRequest[] } {
  const left = [...answers];
  const asked: AskedRequest[] = [];
  const config: S3ClientConfig = {
    region: "eu-central-1",
    credentials: { accessKeyId: "id", secretAccessKey: "secret" },
    maxAttempts: 1,
    requestHandler: {
      async handle({
        method,
        hostname,
        path,
        query,
        headers,
        body,
      }: AskedRequest & { hostname: string; body?: unknown }) {
        asked.push({ method, path: `${hostname}${path}`, query, headers });
        if (isStream(body)) for await (const _ of body);
        const answer = left.shift() ?? new Error("Nothing more was to be asked.");
        if (answer instanceof Error) throw answer;
        const { body: content = "" } = answer;
        return {
          response: {
            statusCode: answer.status,
            headers: { date: "Fri, 20 Nov 2026 09:30:00 GMT", ...answer.headers },
            body: Readable.from(typeof content === "string" ? [Buffer.from(content)] : content),
          },
        };
      },
    },
  };
  return { config, asked };
}

const isStream = (body: unknown): body is AsyncIterable<Uint8Array> =>
  typeof body === "object" && body !== null && Symbol.asyncIterator in body;

/** An error as S3 words it (docs.aws.amazon.com, "Error responses"). */
export const refusal = (status: number, code: string): Answer => ({
  status,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
});

/** What a HEAD of three bytes gets. */
export const threeBytesThere = (etag: string): Answer => ({
  status: 200,
  headers: { "content-length": "3", etag: `"${etag}"`, "last-modified": "Fri, 20 Nov 2026 09:30:00 GMT" },
});

export const buckets = { incoming: "photos-incoming", originals: "photos-originals", media: "photos-media" };
