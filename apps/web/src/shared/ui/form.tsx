import "./form.css";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/words.tsx";
import { wordsOfProblem } from "../i18n/words-of-problem.ts";
import { type CheckedField, checkFields } from "./check-fields.ts";
import { FormContext, type Problems } from "./form-context.ts";
import { formText } from "./form-text.ts";

/** Reads what stands in a field by its name. */
export type Said = (name: string) => string;

interface FormProps {
  /** Sends it; what this throws is shown. */
  readonly onSend: (said: Said, form: HTMLFormElement) => unknown;
  /** What is wrong beside what browsers see, before anything is sent. */
  readonly check?: (said: Said, form: HTMLFormElement) => Problems;
  /** Which field a refusal is about, and what it says; the whole form unless told. */
  readonly read?: (error: unknown) => Problems;
  /** It takes the place of another form: its first field has the focus. */
  readonly isStep?: boolean;
  readonly children: ReactNode;
}

/**
 * Fields that are sent together. What is wrong with one stands beside it until it is changed, and the first wrong one has
 * the focus; what concerns all of them stands above.
 */
export function Form({ onSend, check, read, isStep = false, children }: FormProps) {
  const { words } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState<Problems>({});
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (isStep) form.current?.querySelector<HTMLElement>("input:not([readonly])")?.focus();
  }, [isStep]);
  useEffect(() => {
    if (Object.keys(problems).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problems]);

  const send = async (sent: HTMLFormElement) => {
    const said = formText(sent);
    const fields = [...sent.elements] as unknown as CheckedField[];
    const found = {
      ...check?.(said, sent),
      ...checkFields(
        fields.filter(({ validity }) => validity !== undefined),
        words,
      ),
    };
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await onSend(said, sent);
    } catch (error) {
      setProblems(read?.(error) ?? { whole: wordsOfProblem(error, words) });
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!busy) void send(event.currentTarget);
  };
  const changed = ({ target }: FormEvent) => {
    const { name } = target as HTMLInputElement;
    // Not the whole: what it says concerns what was sent.
    if (problems[name] === undefined) return;
    const { [name]: _, ...others } = problems;
    setProblems(others);
  };
  return (
    <form ref={form} className="form" noValidate onSubmit={submit} onInput={changed}>
      <FormContext value={{ problems, busy }}>
        {problems["whole"] !== undefined && (
          <p className="problem" role="alert">
            {problems["whole"]}
          </p>
        )}
        {children}
      </FormContext>
    </form>
  );
}
