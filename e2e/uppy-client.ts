import { readFile } from "node:fs/promises";
import { argv, exit, stdout } from "node:process";
import { NodeXmlHttpRequest } from "./xml-http-request.ts";

/*
 * Uppy with its AWS S3 plugin, in a process that can be killed: `node uppy-client.ts ORDER`, the order as JSON. It prints a
 * line for every part that has arrived, and one for the end.
 */

/** What a client does with one file. */
export interface UppyOrder {
  readonly api: string;
  readonly token: string;
  readonly photo: string;
  readonly file: string;
  readonly type: string;
  readonly multipart: boolean;
  /** The upload to go on with; Uppy begins one by itself where there is none. */
  readonly uploadId?: string;
}

interface SignedRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fields?: Readonly<Record<string, string>>;
}

interface AwsS3 {
  readonly VERSION: string;
}

interface AwsS3Options {
  readonly shouldUseMultipart: boolean;
  readonly generateObjectKey: (file: { readonly meta: Readonly<Record<string, string>> }) => string;
  readonly signRequest: (request: { readonly key: string }) => Promise<SignedRequest>;
}

/** What is used of Uppy here. */
interface Uppy {
  use(plugin: AwsS3, options: AwsS3Options): Uppy;
  on(event: "s3-multipart:part-uploaded", listener: (file: unknown, part: { PartNumber: number }) => void): void;
  addFile(file: { name: string; type: string; data: File; meta: Readonly<Record<string, string>> }): string;
  setFileState(id: string, state: { readonly s3Multipart: { readonly uploadId: string; readonly key: string } }): void;
  upload(): Promise<{ readonly successful: readonly unknown[]; readonly failed: readonly { error: string }[] }>;
}

const order = JSON.parse(argv[2] ?? "") as UppyOrder;
Object.assign(globalThis, { XMLHttpRequest: NodeXmlHttpRequest });
// Imported by name they would bring their types along, and with these a browser's for everything that is tested.
const { default: Uppy } = (await import(import.meta.resolve("@uppy/core"))) as { default: new () => Uppy };
const { default: AwsS3 } = (await import(import.meta.resolve("@uppy/aws-s3"))) as { default: AwsS3 };

const uppy = new Uppy().use(AwsS3, {
  shouldUseMultipart: order.multipart,
  generateObjectKey: ({ meta }) => `${meta["photo"]}`,
  async signRequest(request) {
    const response = await fetch(`${order.api}/photos/${request.key}/upload/sign`, {
      method: "POST",
      headers: { authorization: `Bearer ${order.token}`, "content-type": "application/json" },
      body: JSON.stringify(request),
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as SignedRequest;
  },
});

const say = (said: object) => stdout.write(`${JSON.stringify(said)}\n`);
uppy.on("s3-multipart:part-uploaded", (_, { PartNumber }) => say({ part: PartNumber }));
const data = new File([await readFile(order.file)], "holiday.png");
const id = uppy.addFile({ name: "holiday.png", type: order.type, data, meta: { photo: order.photo } });
if (order.uploadId !== undefined) {
  uppy.setFileState(id, { s3Multipart: { uploadId: order.uploadId, key: order.photo } });
}
const { successful, failed } = await uppy.upload();
say({ uploaded: successful.length, errors: failed.map(({ error }) => error) });
// Connections would keep the process for some seconds more.
exit();
