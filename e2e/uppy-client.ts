import { readFile } from "node:fs/promises";
import { argv, stdout } from "node:process";
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

const order = JSON.parse(argv[2] ?? "") as UppyOrder;
Object.assign(globalThis, { XMLHttpRequest: NodeXmlHttpRequest });
const { default: Uppy } = await import("@uppy/core");
const { default: AwsS3 } = await import("@uppy/aws-s3");

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
    return (await response.json()) as {
      url: string;
      headers?: Record<string, string>;
      fields?: Record<string, string>;
    };
  },
});

const say = (said: object) => stdout.write(`${JSON.stringify(said)}\n`);
uppy.on("s3-multipart:part-uploaded", (_, { PartNumber }) => say({ part: PartNumber }));
const data = new File([await readFile(order.file)], "holiday.png");
const id = uppy.addFile({ name: "holiday.png", type: order.type, data, meta: { photo: order.photo } });
if (order.uploadId !== undefined) {
  uppy.setFileState(id, { s3Multipart: { uploadId: order.uploadId, key: order.photo } });
}
const result = await uppy.upload();
say({ uploaded: result?.successful?.length ?? 0, errors: result?.failed?.map(({ error }) => error) ?? [] });
