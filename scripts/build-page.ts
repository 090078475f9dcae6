/** Builds the page anew into `apps/web/bundle`, where the server and the installation on AWS find it. */
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { buildPage } from "../apps/web/build-page.ts";

await rm(fileURLToPath(new URL("../apps/web/bundle", import.meta.url)), { recursive: true, force: true });
await buildPage();
