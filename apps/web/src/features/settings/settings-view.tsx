import "./settings-view.css";
import type { AccountView } from "@tintype/core";
import { View } from "../../app/view.tsx";
import { useWords } from "../../shared/i18n/words.tsx";
import { useMe } from "../session/use-me.ts";
import { ApiKeys } from "./api-keys.tsx";
import { Authenticator } from "./authenticator.tsx";
import { DeleteAccount } from "./delete-account.tsx";
import { DisplayName } from "./display-name.tsx";
import { EmailAddress } from "./email-address.tsx";
import { Everywhere } from "./everywhere.tsx";
import { LanguageChoice } from "./language-choice.tsx";
import { Password } from "./password.tsx";
import { SettingsGroup } from "./settings-group.tsx";
import { Storage } from "./storage.tsx";
import { TakeAlong } from "./take-along.tsx";
import { useSignInFacts } from "./use-sign-in-facts.ts";

/** `/settings` */
export function SettingsView() {
  const { words } = useWords();
  const me = useMe();
  return (
    <View title={words.settings.title} query={me}>
      {me.data && <Groups me={me.data} />}
    </View>
  );
}

function Groups({ me }: { readonly me: AccountView }) {
  const { words } = useWords();
  const { data: facts } = useSignInFacts();
  return (
    <div className="settings-view">
      <SettingsGroup title={words.settings.account}>
        <DisplayName me={me} />
        <EmailAddress email={me.email} provider={facts?.provider} />
      </SettingsGroup>
      <SettingsGroup title={words.settings.language} hint={words.settings.languageHint}>
        <LanguageChoice />
      </SettingsGroup>
      {facts !== undefined && facts.provider === undefined && (
        <SettingsGroup title={words.settings.signInGroup}>
          <Password email={me.email} />
          <Authenticator email={me.email} isOn={facts.hasAuthenticator} />
        </SettingsGroup>
      )}
      <SettingsGroup title={words.settings.everywhere} hint={words.settings.everywhereHint}>
        <Everywhere />
      </SettingsGroup>
      <SettingsGroup title={words.settings.storage} hint={words.settings.usageHint}>
        <Storage me={me} />
      </SettingsGroup>
      <SettingsGroup title={words.settings.programs} hint={words.settings.programsHint}>
        <ApiKeys />
      </SettingsGroup>
      <SettingsGroup title={words.settings.take} hint={words.settings.takeHint}>
        <TakeAlong user={me.id} />
      </SettingsGroup>
      <SettingsGroup title={words.settings.leave} hint={words.settings.leaveHint}>
        <DeleteAccount me={me} facts={facts} />
      </SettingsGroup>
    </div>
  );
}
