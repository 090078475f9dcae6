import { existsSync, readFileSync } from "node:fs";

/** Opens a block of code that says which file it is quoted from, and holds the block. */
const quote = /^```ts (\S+)\n(.*?)^```$/gms;
const anyBlock = /^```ts\b/gm;

/**
 * What a page quotes that is not so: every block of TypeScript in it names the file that it is from
 * (three backticks, `ts examples/…`), and its lines stand there in a row, however they are indented.
 */
export function wrongQuotes(page: string): readonly string[] {
  const text = readFileSync(page, "utf8");
  const quotes = [...text.matchAll(quote)];
  const wrong = quotes
    .filter(
      ([, file = "", code = ""]) => !existsSync(file) || !linesOf(readFileSync(file, "utf8")).includes(linesOf(code)),
    )
    .map(([, file, code]) => `${page}: this is not in ${file}:\n${code}`);
  const unnamed = [...text.matchAll(anyBlock)].length - quotes.length;
  return unnamed === 0 ? wrong : [...wrong, `${page}: ${unnamed} blocks do not say where they are from`];
}

const linesOf = (code: string): string =>
  `\n${code
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n")}\n`;
