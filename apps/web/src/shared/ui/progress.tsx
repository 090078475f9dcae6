import "./progress.css";

/** How far something is; without `part` (0 to 1), that it is under way. It appears only after a moment: most things are quicker. */
export function Progress({ label, part }: { readonly label: string; readonly part?: number }) {
  return <progress className="progress" aria-label={label} value={part} max={1} />;
}
