import { type Language, languages } from "../../languages/index.ts";

const remembered = "tintype.language";
const isLanguage = (name: string): name is Language => Object.hasOwn(languages, name);

/** The language that was chosen here, else the first of the reader's that there is, else English. */
export function chooseLanguage(wanted: readonly string[], storage: Pick<Storage, "getItem">): Language {
  const names = [storage.getItem(remembered) ?? "", ...wanted].map((tag) => tag.split("-")[0]?.toLowerCase() ?? "");
  return names.find(isLanguage) ?? "en";
}

export const rememberLanguage = (language: Language, storage: Pick<Storage, "setItem">): void =>
  storage.setItem(remembered, language);

/** How the reader writes that language, as far as their browser tells: `en-GB` for English. */
export const localeOf = (language: Language, wanted: readonly string[]): string =>
  wanted.find((tag) => tag.split("-")[0]?.toLowerCase() === language) ?? language;
