import "./settings-view.css";
import { View } from "../../app/view.tsx";
import { useWords } from "../../shared/i18n/words.tsx";
import { useMe } from "../session/use-me.ts";
import { LanguageChoice } from "./language-choice.tsx";

/** `/settings` */
export function SettingsView() {
  const { words } = useWords();
  const me = useMe();
  return (
    <View title={words.settings.title} query={me}>
      <div className="settings-view">
        <section>
          <h2>{words.settings.account}</h2>
          <p>{me.data?.email}</p>
          {me.data && (
            <p className="quiet">
              {words.photos.count(me.data.usage.photos)} ·{" "}
              {words.settings.usage(me.data.usage.bytes, me.data.usage.limits.bytes)}
            </p>
          )}
        </section>
        <section>
          <h2>{words.settings.language}</h2>
          <LanguageChoice />
        </section>
      </div>
    </View>
  );
}
