import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { environment } from "../environment.fixture.ts";
import { sqsRecord, streamRecord } from "../events.fixture.ts";
import { gateways } from "../http/gateways.fixture.ts";
import { preSignUpEvent } from "../triggers/triggers.fixture.ts";
import { codeLoadedAtOnce, wholeCode } from "./bundled-code.fixture.ts";
import { type Bundles, bundleHere, startFunction } from "./start-function.fixture.ts";

const credentials = { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "secret" };
/** Nobody listens there. */
const nobody = { AWS_ENDPOINT_URL: "http://127.0.0.1:9", AWS_MAX_ATTEMPTS: "1" };
const everything = { ...environment, ...credentials, ...nobody };

let bundles: Bundles;
beforeAll(async () => {
  bundles = await bundleHere();
});
afterAll(async () => {
  await bundles[Symbol.asyncDispose]();
});
const layer = new URL("layer.fixture.ts", import.meta.url).href;
const link = (id: string) => gateways["a REST API"]?.({ method: "GET", target: "/s/somebodys-link", headers: [] }, id);
const start = (name: string, variables: Readonly<Record<string, string>> = everything) =>
  startFunction(`${bundles.folder}/${name}`, variables);

describe("under AWS's runtime interface client", () => {
  it("http answers, and writes a line of JSON for each request", async () => {
    await using http = await start("http");
    for (const [index, toEvent] of Object.values(gateways).entries()) {
      const request = { method: "GET", target: "/healthz", headers: [] };
      const { result } = (await http.invoke(toEvent(request, `gateway-${index}`))) as {
        result: { statusCode: number };
      };
      expect(result).toMatchObject({ statusCode: 200, body: '{"status":"ok"}', isBase64Encoded: false });
      expect(await http.told(`gateway-${index}`)).toMatchObject({
        event: "request",
        requestId: `gateway-${index}`,
        route: "/healthz",
        status: 200,
      });
    }
  });

  it("http says so where a store does not answer, and goes on", async () => {
    await using http = await start("http");
    const toEvent = gateways["a REST API"];
    const ask = (target: string) => http.invoke(toEvent?.({ method: "GET", target, headers: [] }, "gateway-id"));
    expect(await ask("/readyz")).toMatchObject({ result: { statusCode: 503 } });
    expect(await ask("/api/me")).toMatchObject({ result: { statusCode: 401 } });
  });

  it("http measures what it does, where nobody else gathers metrics", async () => {
    await using http = await start("http");
    await http.invoke(link("gateway-id"));
    expect(await http.told("tintype.operation")).toMatchObject({
      _aws: { CloudWatchMetrics: [{ Namespace: "Tintype" }] },
      "faas.name": "tintype",
      "tintype.operation": "shares.describeShare",
      "tintype.outcome": "share_not_found",
    });
  });

  it("http is traced where there is a layer that traces, and still measures", async () => {
    await using http = await start("http", { ...everything, NODE_OPTIONS: `--import ${layer}` });
    await http.invoke(link("gateway-id"));
    expect(await http.told("GET /s/{token}")).toMatchObject({
      event: "span",
      attributes: { "http.route": "/s/{token}" },
    });
    expect(await http.told('"name":"shares.describeShare"')).toMatchObject({ event: "span" });
    expect(await http.told("tintype.operation.duration")).toMatchObject({
      "tintype.operation": "shares.describeShare",
    });
  });

  it.each(["on-upload", "mail", "purge", "publish", "imaging"])(
    "%s hands back what it cannot work off",
    async (name) => {
      await using worker = await start(name);
      const Records = [
        sqsRecord({ id: "unreadable", body: "no JSON", group: "one" }),
        sqsRecord({ id: "two", body: "{}" }),
      ];
      const expected = name === "on-upload" ? ["unreadable"] : ["unreadable", "two"];
      // 70 seconds: developing a photo is not begun with less.
      const { result } = (await worker.invoke({ Records }, 70_000)) as { result: { batchItemFailures: unknown[] } };
      expect(result.batchItemFailures).toEqual(expected.map((itemIdentifier) => ({ itemIdentifier })));
      expect(await worker.told("message_failed")).toMatchObject({ level: "error", invocation: "invocation-1" });
    },
  );

  it("on-table-changed leaves alone what raised no events", async () => {
    await using follower = await start("on-table-changed");
    const Records = [streamRecord({ sequence: 1, after: { views: 1 } })];
    expect(await follower.invoke({ Records })).toEqual({ result: { batchItemFailures: [] } });
  });

  it("pre-sign-up turns people away in words", async () => {
    await using trigger = await start("pre-sign-up");
    expect(await trigger.invoke(preSignUpEvent())).toEqual({ result: preSignUpEvent() });
    expect(await trigger.invoke(preSignUpEvent({}))).toMatchObject({
      error: { errorType: "Error", errorMessage: "Sign up with an e-mail address." },
    });
  });

  it.each(["on-schedule", "post-confirmation", "pre-token"])(
    "%s starts, and fails in words where it must",
    async (name) => {
      await using trigger = await start(name);
      expect(await trigger.invoke({ task: "nothing", request: { userAttributes: {} } })).toHaveProperty("error");
    },
  );

  it("a function does not start in an environment that lacks something", async () => {
    await using http = await start("http", { ...everything, TINTYPE_USER_POOL_ID: "" });
    await expect(http.invoke({})).rejects.toThrow("This function needs TINTYPE_USER_POOL_ID");
  });
});

describe("a bundled function", () => {
  it("carries nothing native, but for the one that develops photos", async () => {
    for (const name of await readdir(bundles.folder)) {
      const code = await wholeCode(join(bundles.folder, name));
      const asked = ["better-sqlite3", "libheif-js", "sharp"].filter((each) =>
        new RegExp(`(?:\\(|\\bfrom ?|\\bimport ?)["'\`]${each}["'\`/]`).test(code),
      );
      expect({ name, asked }).toEqual({ name, asked: name === "imaging" ? ["libheif-js", "sharp"] : [] });
    }
    expect(await readdir(join(bundles.folder, "imaging", "node_modules"))).toEqual(["libheif-js", "sharp"]);
  });

  it("loads the clients of storage, keys, mail and people when they are needed", async () => {
    const clients = ["AmazonS3", "secretsmanager", "SESv2", "AWSCognitoIdentityProviderService"];
    const namedIn = (code: string) => clients.filter((client) => code.includes(client));
    for (const name of await readdir(bundles.folder)) {
      const loads = namedIn(await codeLoadedAtOnce(join(bundles.folder, name)));
      expect({ name, loads }).toEqual({ name, loads: [] });
    }
    expect(namedIn(await wholeCode(join(bundles.folder, "http")))).toEqual(clients);
  });
});
