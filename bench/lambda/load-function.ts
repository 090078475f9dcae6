/**
 * Loads the bundled function that its first argument names, tells how long that took, and where a second argument gives it an
 * event, how many bytes of code had been loaded when it was answered.
 */
import { statSync } from "node:fs";
import { registerHooks } from "node:module";
import process, { argv, stdout } from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

const [index = "", event] = argv.slice(2);
const loaded = new Set<string>();
if (event !== undefined) {
  registerHooks({
    load(url, context, nextLoad) {
      loaded.add(url);
      return nextLoad(url, context);
    },
  });
}
// What our own functions write about requests is not for us.
stdout.write = () => true;

const [begun, spent] = [performance.now(), process.cpuUsage()];
const { handler } = await import(pathToFileURL(index).href);
const ready = performance.now() - begun;
const { user, system } = process.cpuUsage(spent);

const answer = event === undefined ? undefined : await handler(JSON.parse(event));
const files = [...loaded].filter((url) => url.startsWith("file:"));
const bytes = files.reduce((sum, url) => sum + statSync(fileURLToPath(url)).size, 0);
process.send?.({ ready, cpu: (user + system) / 1_000, bytes, answer });
process.disconnect();
