import "./tags-field.css";
import { type KeyboardEvent, useRef } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { TextField } from "../../shared/ui/text-field.tsx";
import { withWritten } from "./with-written.ts";

interface TagsFieldProps {
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}

/**
 * Tags as chips that can be taken away, and a field that makes another of what is written, with Enter or a comma. What is
 * not ended when the form is sent stands in it as `tag`: see `withWritten`.
 */
export function TagsField({ tags, onChange }: TagsFieldProps) {
  const { words } = useWords();
  const root = useRef<HTMLDivElement>(null);
  const take = (field: HTMLInputElement): void => {
    onChange(withWritten(tags, field.value));
    field.value = "";
  };
  const key = (event: KeyboardEvent<HTMLInputElement>): void => {
    // While syllables are being put together, Enter ends one of them.
    if (event.nativeEvent.isComposing) return;
    const isDone = event.key === "Enter" || event.key === ",";
    if (!isDone || (event.key === "Enter" && event.currentTarget.value.trim() === "")) return;
    event.preventDefault();
    take(event.currentTarget);
  };
  const remove = (tag: string): void => {
    onChange(tags.filter((each) => each !== tag));
    root.current?.querySelector("input")?.focus();
  };
  return (
    <div ref={root} className="tags-field">
      {tags.length > 0 && (
        <ul>
          {tags.map((tag) => (
            <li key={tag}>
              {tag}
              <Button look="plain" icon="close" iconOnly onClick={() => remove(tag)}>
                {words.photos.removeTag(tag)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <TextField
        name="tag"
        label={words.photos.addTag}
        hint={words.photos.addTagHint}
        maxLength={200}
        enterKeyHint="done"
        autoComplete="off"
        onKeyDown={key}
      />
    </div>
  );
}
