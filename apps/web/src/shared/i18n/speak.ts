import { type Language, languages, type Speech, type Words } from "../../languages/index.ts";
import { localeOf } from "./choose-language.ts";
import { createFormat, type Format } from "./create-format.ts";

/** What the page says, and how it writes numbers and dates, in the reader's language. */
export interface Spoken {
  readonly language: Language;
  readonly words: Words;
  readonly format: Format;
}

/** Loads a language, and tells the document of it, and from which side it is read. */
export async function speak(language: Language): Promise<Spoken> {
  const { load, direction = "ltr" }: Speech = languages[language];
  const write = await load();
  Object.assign(document.documentElement, { lang: language, dir: direction });
  const format = createFormat(localeOf(language, navigator.languages));
  return { language, words: write(format), format };
}
