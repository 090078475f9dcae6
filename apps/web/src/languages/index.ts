import type { Format } from "../shared/i18n/create-format.ts";
import { en, type Words } from "./en.ts";

export type { Words };

type Write = (format: Format) => Words;

/** A further language is one more file, and one more line here. */
export const languages = {
  en: { name: "English", load: async (): Promise<Write> => en },
  ko: { name: "한국어", load: async (): Promise<Write> => (await import("./ko.ts")).ko },
} as const;
export type Language = keyof typeof languages;
