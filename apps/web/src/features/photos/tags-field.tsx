import "./tags-field.css";
import { type KeyboardEvent, useRef } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { TextField } from "../../shared/ui/text-field.tsx";

interface TagsFieldProps {
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}

/** Tags as chips that can be taken away, and a field that makes another of what is written, with Enter or a comma. */
export function TagsField({ tags, onChange }: TagsFieldProps) {
  const { words } = useWords();
  const root = useRef<HTMLDivElement>(null);
  const take = (field: HTMLInputElement): void => {
    const written = field.value.split(",").map((tag) => tag.trim());
    const fresh = written.filter((tag) => tag !== "" && !tags.includes(tag));
    field.value = "";
    if (fresh.length > 0) onChange([...new Set([...tags, ...fresh])]);
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
        label={words.photos.addTag}
        hint={words.photos.addTagHint}
        maxLength={200}
        enterKeyHint="done"
        autoComplete="off"
        onKeyDown={key}
        onBlur={({ currentTarget }) => take(currentTarget)}
      />
    </div>
  );
}
