import { useMutation } from "@tanstack/react-query";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { useNotice } from "../../shared/ui/notice.tsx";
import { useSession } from "./session-context.ts";

interface DemoButtonProps {
  readonly email: string;
  readonly password: string;
}

/** On a server for development: in, without an account of one's own. */
export function DemoButton({ email, password }: DemoButtonProps) {
  const { words } = useWords();
  const { complain } = useNotice();
  const session = useSession();
  const signIn = useMutation({ mutationFn: () => session.signIn(email, password), onError: complain });
  return (
    <div className="demo">
      <p className="quiet">{words.session.demoHint}</p>
      <Button busy={signIn.isPending} onClick={() => signIn.mutate()}>
        {words.session.demo}
      </Button>
    </div>
  );
}
