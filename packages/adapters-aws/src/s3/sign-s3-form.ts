import { createHmac } from "node:crypto";
import { HeadBucketCommand, type S3Client } from "@aws-sdk/client-s3";
import type { ExpectedUpload } from "@tintype/core";
import { type SigningTime, signS3Request } from "./sign-s3-request.ts";
import { translateS3Error } from "./translate-s3-error.ts";

export interface SignedForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * A form whose policy binds every field and the file's exact length (docs.aws.amazon.com, "Authenticating Requests in
 * Browser-Based Uploads Using POST"). The SDK's own `createPresignedPost` goes by the machine's clock.
 */
export async function signS3Form(
  client: S3Client,
  bucket: string,
  { key, contentType, bytes, sha256 }: ExpectedUpload,
  time: SigningTime,
): Promise<SignedForm> {
  const bucketUrl = await signS3Request(
    client,
    { command: new HeadBucketCommand({ Bucket: bucket }), headers: {} },
    time,
  );
  const { accessKeyId, secretAccessKey, sessionToken } = await credentialsOf(client);
  const region = await client.config.region();
  const date = time.signedAt.toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
  const day = date.slice(0, 8);
  const fields = {
    key,
    "Content-Type": contentType,
    ...(sha256 !== undefined && {
      "x-amz-checksum-algorithm": "SHA256",
      "x-amz-checksum-sha256": Buffer.from(sha256, "hex").toString("base64"),
    }),
    "x-amz-algorithm": "AWS4-HMAC-SHA256",
    "x-amz-credential": `${accessKeyId}/${day}/${region}/s3/aws4_request`,
    "x-amz-date": date,
    ...(sessionToken !== undefined && { "x-amz-security-token": sessionToken }),
  };
  const conditions = [
    { bucket },
    ["content-length-range", bytes, bytes],
    ...Object.entries(fields).map(([name, value]) => ["eq", `$${name}`, value]),
  ];
  const document = JSON.stringify({ expiration: time.expiresAt, conditions });
  const policy = Buffer.from(document).toString("base64");
  const signingKey = [day, region, "s3", "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const signature = hmac(signingKey, policy).toString("hex");
  return {
    url: bucketUrl.slice(0, bucketUrl.indexOf("?")),
    fields: { ...fields, policy, "x-amz-signature": signature },
  };
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

function credentialsOf(client: S3Client) {
  return client.config.credentials().catch((error: unknown) => {
    throw translateS3Error(error);
  });
}
