import { TemporaryCredentials } from "@tintype/core";
import { json, type Route } from "../route.ts";

export const credentialRoutes: readonly Route[] = [
  {
    tag: "account",
    who: "user",
    path: "/credentials",
    method: "POST",
    operationId: "issueCredentials",
    summary: "Temporary credentials for an AWS SDK, which reach your own prefix of the bucket",
    description:
      "Read, write and list below `prefix`, and nothing else; what you put there becomes a photo by `createPhoto` with its `incomingKey`, and goes after a day otherwise. Each call gives other ones.",
    answers: { 201: { description: "Credentials", schema: TemporaryCredentials } },
    problems: ["not_allowed"],
    handle: async ({ tintype, actor, options }) =>
      json(await tintype.credentials.issueCredentials(actor, options), 201),
  },
];
