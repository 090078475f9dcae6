import { Button } from "./button.tsx";
import { useForm } from "./form-context.ts";

interface SendButtonProps {
  /** `bad` where something goes for good. */
  readonly look?: "main" | "bad";
  readonly children: string;
}

/** Sends the form that it stands in. */
export function SendButton({ look = "main", children }: SendButtonProps) {
  const { busy } = useForm();
  return (
    <Button look={look} type="submit" busy={busy}>
      {children}
    </Button>
  );
}
