import type { Field } from "./described-fields.ts";

/** What is never told again, or is told as something else. */
const silent: ReadonlySet<unknown> = new Set([
  "password",
  "image",
  "file",
  "incomingKey",
  "upload",
  "sha256",
  "expiresIn",
]);
const resources: ReadonlySet<string> = new Set([
  "createPhoto",
  "editPhoto",
  "sharePhoto",
  "changeShare",
  "editAccount",
]);

/** Whether an answer shows again what was said in the field. */
export const isShown = ({ operationId, place, steps }: Field): boolean =>
  resources.has(operationId) && place !== "path" && place !== "header" && !silent.has(steps[0]);

/** What stands in an answer where the field is. */
export function shownIn({ steps }: Field, answer: unknown): unknown {
  const { photo, share } = answer as { readonly photo?: unknown; readonly share?: unknown };
  const at = (value: unknown): unknown =>
    steps.reduce((inside: unknown, step) => (inside as Record<string | number, unknown> | undefined)?.[step], value);
  // A share speaks of its photo, by its id alone.
  const shown = at(share ?? (typeof photo === "object" ? photo : answer));
  return Array.isArray(shown) ? shown[0] : shown;
}

/** Lines end where people type lines; elsewhere they become blanks. What has nothing to see is as good as not said. */
export const ways = (text: string): readonly unknown[] => {
  const seen = visible(text);
  return seen === "" ? [undefined, "photo"] : [seen, seen.replaceAll(/\s+/g, " ")];
};

/** Text as people see it: what cannot be seen, and what turns the direction of the rest around, is not kept. */
function visible(text: string): string {
  const characters = [...text].filter((character) => {
    const isUnseen = /[\p{Cc}\p{Cs}\ufeff]/u.test(character) && !/[\t\n\r]/.test(character);
    return !isUnseen && !/[\u202a-\u202e\u2066-\u2069]/.test(character);
  });
  return characters.join("").normalize("NFC").trim();
}
