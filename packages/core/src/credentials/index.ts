import { bindPorts } from "../shared/bind-ports.ts";
import { issueCredentials } from "./issue-credentials.ts";
import { openCredentials } from "./open-credentials.ts";

const operations = { issueCredentials, openCredentials };

/** Everything that can be done with temporary credentials. */
export const createCredentials = (ports: CredentialPorts) => bindPorts(ports, operations);
export type Credentials = ReturnType<typeof createCredentials>;
export type CredentialPorts = Parameters<typeof issueCredentials>[0] & Parameters<typeof openCredentials>[0];

export { TemporaryCredentials } from "./issue-credentials.ts";
export type { CredentialFacts } from "./open-credentials.ts";
