import "./text-field.css";
import { type InputHTMLAttributes, useId } from "react";

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "id"> {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with what stands in it. */
  readonly problem?: string | undefined;
}

export function TextField({ label, hint, problem, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <div className="text-field">
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        id={id}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={hint !== undefined || problem !== undefined ? `${id}-about` : undefined}
      />
      {(problem ?? hint) !== undefined && (
        <p id={`${id}-about`} className={problem === undefined ? "quiet" : "problem"}>
          {problem ?? hint}
        </p>
      )}
    </div>
  );
}
