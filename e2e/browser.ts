import { existsSync } from "node:fs";
import { arch, env, platform } from "node:process";
import { type Browser, chromium } from "playwright-core";

/** What a Chromium in a container needs, and what it should leave alone. */
const flags: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const usualPlaces: readonly string[] = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

type Found = { readonly path: string } | { readonly why: string };

/** The Chromium at CHROMIUM_PATH, one of the system's, or the one that npm brought (Linux on x64 alone). */
export async function findBrowser(): Promise<Found> {
  const asked = env["CHROMIUM_PATH"];
  const path = (asked === undefined ? usualPlaces : [asked]).find((place) => existsSync(place));
  if (path !== undefined) return { path };
  const nowhere = `no Chromium at CHROMIUM_PATH or ${usualPlaces.join(", ")}`;
  if (platform !== "linux" || arch !== "x64") return { why: `there is ${nowhere}, and npm has none for ${platform}` };
  try {
    return { path: await unpackBrowser() };
  } catch (error) {
    return { why: `there is ${nowhere}, and npm's could not be unpacked: ${error}` };
  }
}

/** The package brings its own libraries along only where this variable says Lambda. */
async function unpackBrowser(): Promise<string> {
  const before = env["AWS_EXECUTION_ENV"];
  env["AWS_EXECUTION_ENV"] = "AWS_Lambda_nodejs24.x";
  try {
    const { default: sparticuz } = await import("@sparticuz/chromium");
    return await sparticuz.executablePath();
  } finally {
    if (before === undefined) delete env["AWS_EXECUTION_ENV"];
    else env["AWS_EXECUTION_ENV"] = before;
  }
}

export const launch = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: [...flags] });
