import type { Format } from "../shared/i18n/create-format.ts";
import { en, type Words } from "./en.ts";

export type { Words };

/** A language: what it calls itself, and what the page says in it. */
export interface Speech {
  readonly name: string;
  /** `ltr` unless told. */
  readonly direction?: "ltr" | "rtl";
  readonly load: () => Promise<(format: Format) => Words>;
}

/** A further language is one more file, and one more line here. */
export const languages = {
  en: { name: "English", load: async () => en },
  ko: { name: "한국어", load: async () => (await import("./ko.ts")).ko },
} as const satisfies Readonly<Record<string, Speech>>;
export type Language = keyof typeof languages;
