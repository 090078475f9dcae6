import { readFile } from "node:fs/promises";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { PageFile } from "./page-files.ts";

/**
 * Puts the files where CloudFront finds them, documents last: what they ask for is there by then. Browsers and the edge ask each
 * time whether there is a newer one, but for those whose names say it.
 */
export async function uploadPage(client: S3Client, bucket: string, files: readonly PageFile[]): Promise<void> {
  for (const { key, path, contentType, immutable } of files.toSorted(documentsLast)) {
    const CacheControl = immutable ? "public, max-age=31536000, immutable" : "no-cache";
    const put = { Bucket: bucket, Key: key, ContentType: contentType, CacheControl };
    await client.send(new PutObjectCommand({ ...put, Body: await readFile(path) }));
  }
}

const documentsLast = (a: PageFile, b: PageFile): number => Number(isDocument(a)) - Number(isDocument(b));
const isDocument = ({ key }: PageFile): boolean => key.endsWith(".html");
