import { createContext, use } from "react";

/** What is wrong with each field, by its name; under `whole`, with all of it. */
export type Problems = Readonly<Record<string, string>>;

interface FormState {
  readonly problems: Problems;
  /** It was sent, and is not answered. */
  readonly busy: boolean;
}
const untouched: FormState = { problems: {}, busy: false };

export const FormContext = createContext<FormState>(untouched);

/** The form around a field or a button; outside of any there are no problems. */
export const useForm = (): FormState => use(FormContext);
