import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { selfSigned } from "../managed-login/certificate.ts";
import { startServer, temporaryFolder } from "../server.ts";

/** Which Python has boto3: `scripts/lanes.sh` says. */
const python = env["TINTYPE_LANES_PYTHON"];
const script = fileURLToPath(new URL("scenarios.py", import.meta.url));

interface Scenario {
  readonly name: string;
  readonly trouble?: string;
}

describe("boto3 at the development server", () => {
  // Over HTTPS it sends bodies in chunks, with their checksum at the end; over HTTP it signs them.
  it.for(["HTTP", "HTTPS"] as const)("does over %s what it does with Cognito and S3", async (protocol, { skip }) => {
    skip(python === undefined, "there is no Python with boto3: scripts/lanes.sh brings one");
    await using folder = await temporaryFolder();
    const [cert, key, jpeg] = ["cert.pem", "key.pem", "photo.jpg"].map((name) => join(folder.path, name)) as [
      string,
      string,
      string,
    ];
    const pair = selfSigned();
    const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: "teal" } });
    await Promise.all([writeFile(cert, pair.cert), writeFile(key, pair.key), picture.jpeg().toFile(jpeg)]);
    await using server = await startServer({
      dataFolder: join(folder.path, "data"),
      environment: {
        // It signs up a dozen people from one address.
        TINTYPE_RATES: "off",
        ...(protocol === "HTTPS" && { TINTYPE_TLS_CERT: cert, TINTYPE_TLS_KEY: key }),
      },
    });
    const { stdout } = await promisify(execFile)(python ?? "", [script, server.origin, jpeg, cert], {
      env: { PATH: env["PATH"], HOME: folder.path, AWS_EC2_METADATA_DISABLED: "true" },
    });
    const scenarios = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Scenario);
    expect(scenarios.filter(({ trouble }) => trouble !== undefined)).toEqual([]);
    expect(scenarios.length).toBeGreaterThanOrEqual(30);
    expect(server.stdout() + server.stderr()).not.toMatch(/error/i);
  });
});
