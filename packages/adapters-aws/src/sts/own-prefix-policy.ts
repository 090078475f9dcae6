const objectActions = [
  "s3:PutObject",
  "s3:GetObject",
  "s3:DeleteObject",
  "s3:AbortMultipartUpload",
  "s3:ListMultipartUploadParts",
];

/** What may be done below that prefix of the bucket, and nothing else: the policy of one session. */
export function ownPrefixPolicy(bucketArn: string, prefix: string): string {
  const Statement = [
    { Effect: "Allow", Action: objectActions, Resource: `${bucketArn}/${prefix}*` },
    {
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucketArn,
      Condition: { StringLike: { "s3:prefix": `${prefix}*` } },
    },
  ];
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
