import { Button } from "./button.tsx";
import { useForm } from "./form-context.ts";

interface SendButtonProps {
  /** `bad` where something goes for good, `quiet` where it is one form of many. */
  readonly look?: "main" | "bad" | "quiet";
  readonly children: string;
}

/** Sends the form that it stands in. */
export function SendButton({ look = "main", children }: SendButtonProps) {
  const { busy } = useForm();
  return (
    <Button look={look === "quiet" ? undefined : look} type="submit" busy={busy}>
      {children}
    </Button>
  );
}
