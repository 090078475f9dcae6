import { createContext, type ReactNode, use, useCallback, useState } from "react";
import type { Language } from "../../languages/index.ts";
import { rememberLanguage } from "./choose-language.ts";
import { type Spoken, speak } from "./speak.ts";

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
