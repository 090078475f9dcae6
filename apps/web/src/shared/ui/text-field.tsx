import "./text-field.css";
import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import { useForm } from "./form-context.ts";

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "id"> {
  readonly label: string;
  /** Read out with the field; a sentence makes room for what is wrong. */
  readonly hint?: ReactNode;
  /** What is wrong with what stands in it; the form's own word unless told. */
  readonly problem?: string | undefined;
  /** What stands at the end of the field, such as a button. */
  readonly end?: ReactNode;
}

export function TextField({ label, hint, problem, end, ...rest }: TextFieldProps) {
  const id = useId();
  const { problems } = useForm();
  const wrong = problem ?? problems[rest.name ?? ""];
  const isSentence = typeof hint === "string";
  const isShown = hint !== undefined && !(isSentence && wrong !== undefined);
  return (
    <div className="text-field">
      <label htmlFor={id}>{label}</label>
      <div className="box">
        <input
          {...rest}
          id={id}
          aria-invalid={wrong !== undefined || undefined}
          aria-describedby={isShown || wrong !== undefined ? `${id}-about` : undefined}
        />
        {end}
      </div>
      {(isShown || wrong !== undefined) && (
        <div id={`${id}-about`} className="about">
          {wrong !== undefined && <p className="problem">{wrong}</p>}
          {isShown && (isSentence ? <p className="quiet">{hint}</p> : hint)}
        </div>
      )}
    </div>
  );
}
