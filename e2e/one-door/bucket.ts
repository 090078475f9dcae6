import { ListObjectsV2Command, S3Client, S3ServiceException } from "@aws-sdk/client-s3";

/** What a request to the bucket is signed with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface IssuedCredentials extends Credentials {
  readonly bucket: string;
  readonly prefix: string;
  readonly endpoint: string;
  readonly region: string;
}

/** Whether somebody with these credentials is shown what lies below the prefix. */
export async function listBucket({
  bucket,
  prefix,
  endpoint,
  region,
  ...credentials
}: IssuedCredentials): Promise<boolean> {
  const client = new S3Client({ region, endpoint, credentials, forcePathStyle: true, maxAttempts: 1 });
  try {
    await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && (error.$metadata.httpStatusCode ?? 500) < 500) return false;
    throw error;
  } finally {
    client.destroy();
  }
}
