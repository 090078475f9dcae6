import { bindPorts } from "../shared/bind-ports.ts";
import { createApiKey } from "./create-api-key.ts";
import { eraseApiKeys } from "./erase-api-keys.ts";
import { identifyProgram } from "./identify-program.ts";
import { listApiKeys } from "./list-api-keys.ts";
import { revokeApiKey } from "./revoke-api-key.ts";

const operations = { createApiKey, listApiKeys, revokeApiKey, identifyProgram, eraseApiKeys };

/** Everything that can be done with the keys of programs. */
export const createApiKeys = (ports: ApiKeyPorts) => bindPorts(ports, operations);
export type ApiKeys = ReturnType<typeof createApiKeys>;
export type ApiKeyPorts = Parameters<typeof createApiKey>[0] & Parameters<typeof identifyProgram>[0];

export { ApiKeyView } from "./api-key-view.ts";
export { type CreatedApiKey, NewApiKey } from "./create-api-key.ts";
