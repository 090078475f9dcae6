import { Effect, PolicyStatement, type Role } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { acknowledgeWildcards, arnInNag } from "../acknowledge.ts";

/** What the tag of a session is called that says whose it is. */
export const ownerTag = "user";

const own = `u/\${aws:PrincipalTag/${ownerTag}}/*`;

/** What temporary credentials may do: reach `u/USER/` of the uploads, USER being the session's tag, and nothing without it. */
export const ownPrefix = (incoming: Bucket): PolicyStatement[] => [
  new PolicyStatement({
    sid: "OwnObjects",
    effect: Effect.ALLOW,
    actions: [
      "s3:PutObject",
      "s3:GetObject",
      "s3:DeleteObject",
      "s3:AbortMultipartUpload",
      "s3:ListMultipartUploadParts",
    ],
    resources: [incoming.arnForObjects(own)],
  }),
  new PolicyStatement({
    sid: "OwnList",
    effect: Effect.ALLOW,
    actions: ["s3:ListBucket"],
    resources: [incoming.bucketArn],
    conditions: { StringLike: { "s3:prefix": own } },
  }),
];

export const explainOwnPrefix = (role: Role, incoming: Bucket): void =>
  acknowledgeWildcards(role, {
    [`${arnInNag(incoming)}/u/<aws:PrincipalTag/${ownerTag}>/*`]:
      "The names below a person's own prefix are theirs to choose; the prefix is one person's alone.",
  });
