import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { addressOf, isEverywhere, readConfig } from "./config.ts";
import { ConfigError } from "./environment.ts";

/** The sentence that somebody reads who said that. */
function complaint(environment: Record<string, string>, args: readonly string[] = []): string {
  try {
    readConfig(args, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "none";
}

describe(readConfig, () => {
  it("wants a certificate and its key together, and knows where they are", () => {
    const both = { TINTYPE_TLS_CERT: "/keys/cert.pem", TINTYPE_TLS_KEY: "/keys/key.pem" };
    expect(readConfig([], both).tls).toEqual({ cert: "/keys/cert.pem", key: "/keys/key.pem" });
    expect(readConfig([], {}).tls).toBeUndefined();
    expect(() => readConfig([], { TINTYPE_TLS_KEY: "/keys/key.pem" })).toThrow("belong together");
    expect(addressOf("127.0.0.1", 8787, { cert: "", key: "" })).toBe("https://127.0.0.1:8787");
  });

  it("lets nobody stand in for other providers where real people may be", () => {
    const production = { NODE_ENV: "production", TINTYPE_ALLOW_LOCAL_USER_POOL: "yes" };
    expect(readConfig([], production).production).toBe(true);
    expect(readConfig([], {}).production).toBeUndefined();
  });

  it("needs to be told nothing", () => {
    expect(readConfig([], { PATH: "/bin", PORT: "", HOST: "", PUBLIC_URL: "", TINTYPE_DATA: "" })).toEqual({
      port: 8_787,
      host: "127.0.0.1",
      publicUrl: undefined,
      origins: [],
      proxyHops: 0,
      rates: "on",
      dataFolder: resolve(".tintype"),
      imagingWorkers: undefined,
      log: "text",
      reset: false,
    });
  });

  it("takes what it is told", () => {
    const environment = {
      PORT: "0",
      HOST: "0.0.0.0",
      PUBLIC_URL: "https://photos.example.com/",
      TINTYPE_ORIGINS: "http://localhost:5173,https://App.example.com/",
      TINTYPE_PROXY_HOPS: "2",
      TINTYPE_RATES: "off",
      TINTYPE_DATA: "/somewhere",
      TINTYPE_IMAGING_WORKERS: "3",
      TINTYPE_LOG: "json",
    };
    expect(readConfig(["--reset"], environment)).toEqual({
      port: 0,
      host: "0.0.0.0",
      publicUrl: "https://photos.example.com",
      origins: ["http://localhost:5173", "https://app.example.com"],
      proxyHops: 2,
      rates: "off",
      dataFolder: resolve("/somewhere"),
      imagingWorkers: 3,
      log: "json",
      reset: true,
    });
  });

  it.for([
    "*",
    "null",
    "localhost:5173",
    "https://a.example,",
    "https://a.example https://b.example",
    "https://a.example/b",
  ])("refuses the origins %j", (TINTYPE_ORIGINS) => {
    expect(complaint({ TINTYPE_ORIGINS })).toBe(
      `TINTYPE_ORIGINS=${TINTYPE_ORIGINS} is not usable: give origins and commas between them, such as http://localhost:5173,https://app.example.com.`,
    );
  });

  it.for(["eighty", "-1", "65536", "80.5", "0x50", " 80", "1e3"])("refuses the port %j", (PORT) => {
    expect(complaint({ PORT })).toBe(
      `PORT=${PORT} is not usable: give a whole number from 0 (any free port) to 65535.`,
    );
  });

  it.for([
    "photos.example.com",
    "ftp://photos.example.com",
    "https://photos.example.com/photos",
    "https://photos.example.com?",
    "https://photos.example.com/#top",
    "https://ana:secret@photos.example.com",
    "https://",
  ])("refuses the public address %s", (PUBLIC_URL) => {
    expect(complaint({ PUBLIC_URL })).toBe(
      `PUBLIC_URL=${PUBLIC_URL} is not usable: give where others find this server and nothing more, such as http://192.168.1.20:8787.`,
    );
  });

  it("refuses other words for the rest", () => {
    expect(complaint({ TINTYPE_IMAGING_WORKERS: "0" })).toBe(
      "TINTYPE_IMAGING_WORKERS=0 is not usable: give a whole number from 1 to 64.",
    );
    expect(complaint({ TINTYPE_LOG: "loud" })).toBe("TINTYPE_LOG=loud is not usable: give text, json or none.");
    expect(complaint({ TINTYPE_ALLOW_LOCAL_USER_POOL: "no" })).toBe(
      "TINTYPE_ALLOW_LOCAL_USER_POOL=no is not usable: give yes, or nothing.",
    );
  });

  it("refuses a variable that nobody would notice is misspelt", () => {
    expect(complaint({ TINTYPE_DTAA: "/somewhere" })).toBe(
      "TINTYPE_DTAA means nothing to me. I know PORT, HOST, PUBLIC_URL, TINTYPE_ORIGINS, TINTYPE_PROXY_HOPS, TINTYPE_TLS_CERT, TINTYPE_TLS_KEY, TINTYPE_RATES, TINTYPE_DATA, TINTYPE_IMAGING_WORKERS, TINTYPE_LOG, TINTYPE_ALLOW_LOCAL_USER_POOL.",
    );
  });

  it("leaves the variables of the project's tools alone", () => {
    const environment = { TINTYPE_PHOTOS: "/photos", TINTYPE_NO_SKIP: "1", TINTYPE_S3_ENDPOINT: "http://127.0.0.1:1" };
    expect(complaint(environment)).toBe("none");
  });

  it("refuses an argument that it does not know", () => {
    expect(complaint({}, ["--reset", "--port=80"])).toBe("I do not know --port=80. There is only --reset.");
  });

  it("does not run in production by accident", () => {
    expect(complaint({ NODE_ENV: "production" })).toMatch(/set TINTYPE_ALLOW_LOCAL_USER_POOL=yes\.$/);
    expect(complaint({ NODE_ENV: "production", TINTYPE_ALLOW_LOCAL_USER_POOL: "yes" })).toBe("none");
  });
});

describe(addressOf, () => {
  it("is one that a browser on this machine can open", () => {
    expect(addressOf("127.0.0.1", 80)).toBe("http://127.0.0.1:80");
    expect(addressOf("::1", 80)).toBe("http://[::1]:80");
    expect(addressOf("0.0.0.0", 80)).toBe("http://localhost:80");
    expect(addressOf("::", 80)).toBe("http://localhost:80");
    expect(["0.0.0.0", "::", "localhost"].map(isEverywhere)).toEqual([true, true, false]);
  });
});
