import { argv, env, stdout } from "node:process";
import { readConfig } from "../../apps/dev-server/src/config.ts";
import { start } from "../../apps/dev-server/src/start.ts";

/** The dev server, where programs may call as often as they like: nothing outside can say so. */
const plan = { rate: 100_000, burst: 100_000, monthlyQuota: 10_000_000 };
const server = await start({ ...readConfig(argv.slice(2), env), settings: { apiKeys: plan } });
stdout.write(server.welcome);
