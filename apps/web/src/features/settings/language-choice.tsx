import "./language-choice.css";
import { type Language, languages } from "../../languages/index.ts";
import { useWords } from "../../shared/i18n/words.tsx";

const names = Object.keys(languages) as Language[];

/** Each language by its own name; the choice is kept on this device. */
export function LanguageChoice() {
  const { words, language, setLanguage } = useWords();
  return (
    <fieldset className="language-choice">
      <legend className="unseen">{words.settings.language}</legend>
      {names.map((name) => (
        <label key={name} lang={name}>
          <input type="radio" name="language" checked={name === language} onChange={() => void setLanguage(name)} />
          {languages[name].name}
        </label>
      ))}
    </fieldset>
  );
}
