import { readFile } from "node:fs/promises";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { PageFile } from "./page-files.ts";

/** Puts the files where CloudFront finds them. Browsers and the edge ask each time whether there is a newer one. */
export async function uploadPage(client: S3Client, bucket: string, files: readonly PageFile[]): Promise<void> {
  for (const { key, path, contentType } of files) {
    const put = { Bucket: bucket, Key: key, ContentType: contentType, CacheControl: "no-cache" };
    await client.send(new PutObjectCommand({ ...put, Body: await readFile(path) }));
  }
}
