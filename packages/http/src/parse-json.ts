import { malformed, refusal } from "./http-error.ts";

const JSON_DEPTH = 20;

/**
 * The value of a JSON text (RFC 8259). 400 for what is not JSON in UTF-8, nests deeper than 20 levels or says a name twice
 * in one object, which parsers read differently; 415 for another charset. A byte order mark is passed over.
 */
export function parseJson(bytes: Uint8Array, contentType: string): unknown {
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw refusal("unsupported_media_type", `JSON is sent in UTF-8, not in ${charset}.`);
  }
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (cause) {
    throw malformed("The body is not JSON in UTF-8.", { cause });
  }
  checkNesting(text);
  return value;
}

/** Walks over the tokens of a text that is known to be JSON: strings, and what opens, closes or divides. */
function checkNesting(text: string): void {
  const names: (Set<string> | undefined)[] = [];
  let isName = false;
  const tokens = /["{}[\]:,]/g;
  for (let found = tokens.exec(text); found !== null; found = tokens.exec(text)) {
    const [token] = found;
    if (token === "}" || token === "]") names.pop();
    else if (token === "{" || token === "[") {
      names.push(token === "{" ? new Set() : undefined);
      if (names.length > JSON_DEPTH) throw malformed(`The body nests deeper than ${JSON_DEPTH} levels.`);
    } else if (token === '"') {
      const end = endOfString(text, found.index);
      if (isName) remember(JSON.parse(text.slice(found.index, end)), names.at(-1));
      tokens.lastIndex = end;
    }
    isName = (token === "{" || token === ",") && names.at(-1) !== undefined;
  }
}

/** Where the string that begins there ends: a pattern for the whole would overflow on some megabytes of escapes. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === "\\") slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
}

function remember(name: string, names: Set<string> | undefined): void {
  if (names?.has(name)) throw malformed(`The body says ${JSON.stringify(name)} twice in one object.`);
  names?.add(name);
}
