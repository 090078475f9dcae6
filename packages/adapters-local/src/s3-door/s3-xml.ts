import { escapeHtml } from "@tintype/core";

/** An answer's body; `undefined` leaves a child out. */
export const xmlDocument = (name: string, ...children: readonly (string | undefined)[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${children.join("")}</${name}>`;

export const xmlElement = (name: string, ...children: readonly (string | undefined)[]): string =>
  `<${name}>${children.join("")}</${name}>`;

/** An element with a text; nothing for no text at all. */
export const xmlField = (name: string, value: string | number | boolean | undefined): string | undefined =>
  value === undefined ? undefined : `<${name}>${escapeHtml(`${value}`.replace(unwritable, "\uFFFD"))}</${name}>`;

/** The text of an element of that name within a piece of XML that has no element twice; with its entities resolved. */
export function xmlText(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text?.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, decimal, hexadecimal, named) => {
      if (named !== undefined) return entities[named] ?? whole;
      const point = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write them
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu;
