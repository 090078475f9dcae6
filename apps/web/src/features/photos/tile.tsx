import type { PhotoView } from "@tintype/core";
import { memo } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { classNames } from "../../shared/ui/class-names.ts";
import { Icon } from "../../shared/ui/icon.tsx";
import { Picture } from "./picture.tsx";
import { isOnItsWay } from "./use-developing.ts";

interface TileProps {
  /** Undefined until it has been fetched. */
  readonly photo: PhotoView | undefined;
  readonly index: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly isSelected: boolean;
  /** The one that keys begin from. */
  readonly isActive: boolean;
  /** Something about it, such as for how long it is still here. */
  readonly note?: string | undefined;
}

/** One photo among others. What a press or a key does is the gallery's to say: it finds the tile by `data-index`. */
export const Tile = memo(function Tile({ photo, index, note, isSelected, isActive, ...box }: TileProps) {
  const { words, format } = useWords();
  if (photo === undefined) return <li className="tile waiting" style={box} aria-hidden="true" />;
  const name = photo.title ?? photo.fileName;
  const when = photo.capturedAt === undefined ? undefined : format.localTime(photo.capturedAt.local);
  const label = [words.photos.look(name), when, note].filter((part) => part !== undefined).join(", ");
  return (
    <li className={classNames("tile", isSelected && "selected")} style={box} data-id={photo.id} data-index={index}>
      <a href={`/photos/${photo.id}`} aria-label={label} tabIndex={isActive ? 0 : -1} draggable={false}>
        <Face photo={photo} width={box.width} />
        {note !== undefined && <span className="note">{note}</span>}
      </a>
      <button
        type="button"
        className="mark"
        aria-pressed={isSelected}
        aria-label={words.photos.select(name)}
        tabIndex={-1}
      >
        <Icon name="check" />
      </button>
    </li>
  );
});

function Face({ photo, width }: { readonly photo: PhotoView; readonly width: number }) {
  const { words } = useWords();
  if (photo.failure) {
    return (
      <span className="about">
        <strong>{words.photos.failed}</strong>
        <span>{photo.fileName}</span>
        <span>{words.failures[photo.failure.code]}</span>
      </span>
    );
  }
  if (isOnItsWay(photo) && photo.renditions === undefined) {
    return (
      <span className="about">
        <span>{photo.state === "initiated" ? words.photos.arriving : words.photos.developing}</span>
        <span>{photo.fileName}</span>
      </span>
    );
  }
  return <Picture photo={photo} width={width} alt="" />;
}
