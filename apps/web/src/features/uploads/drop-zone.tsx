import "./drop-zone.css";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Icon } from "../../shared/ui/icon.tsx";
import { droppedFiles } from "./dropped-files.ts";
import { useAddFiles } from "./uploads-context.tsx";

/** The whole page takes photos that are dropped on it or pasted into it, and says so while they hover above. */
export function DropZone() {
  const { words } = useWords();
  const add = useAddFiles();
  const [isAbove, setIsAbove] = useState(false);
  // Elements tell one by one that something came and went: what is left is whether it is above any.
  const depth = useRef(0);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const count = (step: number) => {
      depth.current = Math.max(0, depth.current + step);
      setIsAbove(depth.current > 0);
    };
    const onFiles = (type: "dragenter" | "dragleave" | "dragover" | "drop", act: (event: DragEvent) => void) =>
      addEventListener(
        type,
        (event) => {
          if (!event.dataTransfer?.types.includes("Files")) return;
          event.preventDefault();
          act(event);
        },
        { signal },
      );
    onFiles("dragenter", () => count(1));
    onFiles("dragleave", () => count(-1));
    onFiles("dragover", () => {});
    onFiles("drop", ({ dataTransfer }) => {
      count(-depth.current);
      if (dataTransfer) void droppedFiles(dataTransfer).then(add);
    });
    addEventListener(
      "paste",
      ({ clipboardData }) => {
        const pasted = [...(clipboardData?.files ?? [])];
        if (pasted.length > 0) add(pasted);
      },
      { signal },
    );
    return () => leaving.abort();
  }, [add]);
  return (
    isAbove && (
      <div className="drop-zone">
        <p>
          <Icon name="upload" />
          {words.uploads.drop}
        </p>
      </div>
    )
  );
}
