import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { Menu } from "../../shared/ui/menu.tsx";
import { useNotice } from "../../shared/ui/notice.tsx";
import { useSession } from "./session-context.ts";
import { useMe } from "./use-me.ts";

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const { words } = useWords();
  const { complain } = useNotice();
  const session = useSession();
  const me = useMe();
  return (
    <Menu label={words.nav.account} icon="person">
      <p className="quiet">{me.data?.displayName ?? me.data?.email}</p>
      <Button look="plain" onClick={() => void session.signOut().catch(complain)}>
        {words.session.signOut}
      </Button>
    </Menu>
  );
}
