import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

/**
 * The switches of `npm run deploy -- FILE.json -c NAME=VALUE …`: those of the file first, a JSON object that one keeps, so that
 * the next deployment forgets none. Throws an `Error` for the person at the keyboard.
 */
export function readArguments(args: readonly string[]): Readonly<Record<string, unknown>> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { context: { type: "string", short: "c", multiple: true } },
    allowPositionals: true,
  });
  const said = (values.context ?? []).map((word) => {
    const equals = word.indexOf("=");
    if (equals < 1) throw new Error(`-c ${word}: say NAME=VALUE.`);
    return [word.slice(0, equals), word.slice(equals + 1)];
  });
  const files = positionals.map((file): object => {
    const content = parse(file, readFileSync(file, "utf8"));
    if (typeof content !== "object" || content === null) throw new Error(`${file} holds no switches.`);
    return content;
  });
  return Object.assign({}, ...files, Object.fromEntries(said)) as Record<string, unknown>;
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} holds no JSON: ${error instanceof Error ? error.message : ""}.`, { cause: error });
  }
}
