import { createContext, type ReactNode, use, useCallback, useState } from "react";
import { type Language, languages, type Words } from "../../languages/index.ts";
import { rememberLanguage } from "./choose-language.ts";
import { createFormat, type Format } from "./create-format.ts";

/** What the page says, and how it writes numbers and dates, in the reader's language. */
export interface Spoken {
  readonly language: Language;
  readonly words: Words;
  readonly format: Format;
}

/** Loads a language, and tells the document of it. */
export async function speak(language: Language): Promise<Spoken> {
  const write = await languages[language].load();
  document.documentElement.lang = language;
  const format = createFormat(language);
  return { language, words: write(format), format };
}

interface Speaking extends Spoken {
  readonly setLanguage: (language: Language) => Promise<void>;
}
const WordsContext = createContext<Speaking | undefined>(undefined);

export function WordsProvider({ first, children }: { readonly first: Spoken; readonly children: ReactNode }) {
  const [spoken, setSpoken] = useState(first);
  const setLanguage = useCallback(async (language: Language) => {
    rememberLanguage(language, localStorage);
    setSpoken(await speak(language));
  }, []);
  return <WordsContext value={{ ...spoken, setLanguage }}>{children}</WordsContext>;
}

/** `words.photos.empty`, `format.bytes(…)`; a key that a language lacks does not compile. */
export function useWords(): Speaking {
  const speaking = use(WordsContext);
  if (speaking === undefined) throw new Error("useWords belongs below WordsProvider.");
  return speaking;
}
