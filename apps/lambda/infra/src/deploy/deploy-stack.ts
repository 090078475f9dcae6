import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Outputs } from "../outputs.ts";
import type { DeployOptions } from "./deploy.ts";

/** The CDK's command line: `latest` of it on npm is a stray 3.0.0. */
const cdk = "aws-cdk@2.1148.1";

/** Deploys by the CDK's command line, which speaks on standard error; `assembly` is the folder of what was synthesised. */
export function deployStackBy(assembly: string, region: string): DeployOptions["deployStack"] {
  return async (stack, parameters) => {
    const outputsFile = join(assembly, "outputs.json");
    const said = Object.entries(parameters).flatMap(([name, value]) => ["--parameters", `${name}=${value}`]);
    const options = ["--app", assembly, "--require-approval", "never", "--outputs-file", outputsFile, ...said];
    const child = spawn("npx", ["-y", "--prefer-offline", cdk, "deploy", stack, ...options], {
      stdio: ["inherit", process.stderr, "inherit"],
      env: { ...process.env, AWS_REGION: region },
    });
    const [code] = (await once(child, "exit")) as [number | null];
    if (code !== 0) throw new Error(`The stack ${stack} could not be deployed; see above. ${hints(region)}`);
    const outputs = (JSON.parse(await readFile(outputsFile, "utf8")) as Record<string, Outputs>)[stack];
    if (outputs === undefined) throw new Error(`The stack ${stack} told nothing.`);
    return outputs;
  };
}

const hints = (region: string): string =>
  `If the environment has to be bootstrapped: npx ${cdk} bootstrap aws://ACCOUNT/${region}, once for an account and region. If something exists already that an earlier attempt has left: docs/deploying.md, "When the first deployment fails".`;
