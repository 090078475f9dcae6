import { userPoolNames } from "@tintype/adapters-local";

/**
 * What clients of S3 are told to ask for. The bucket stands at the root of the server, since Amplify knows no endpoints with
 * a path; its name has a dot, since clients put none with a dot in front of the host.
 */
export const storageNames = { bucket: "tintype.incoming", region: userPoolNames.region } as const;
