import "./photo-grid.css";
import type { PhotoView } from "@tintype/core";
import { Link } from "wouter";
import { useWords } from "../../shared/i18n/words.tsx";
import { Picture } from "./picture.tsx";
import { isOnItsWay } from "./use-developing.ts";

/** Photos beside each other, newest first; each leads to itself. */
export function PhotoGrid({ photos }: { readonly photos: readonly PhotoView[] }) {
  return (
    <ul className="photo-grid">
      {photos.map((photo) => (
        <li key={photo.id}>
          <Tile photo={photo} />
        </li>
      ))}
    </ul>
  );
}

function Tile({ photo }: { readonly photo: PhotoView }) {
  const { words } = useWords();
  const name = photo.title ?? photo.fileName;
  if (photo.failure) {
    return (
      <div className="about">
        <strong>{words.photos.failed}</strong>
        <span>{photo.fileName}</span>
        <span>{photo.failure.detail}</span>
      </div>
    );
  }
  if (isOnItsWay(photo) && photo.renditions === undefined)
    return <div className="about">{words.photos.developing}</div>;
  return (
    <Link href={`/photos/${photo.id}`} aria-label={words.photos.look(name)}>
      <Picture photo={photo} rendition="thumb" alt="" />
    </Link>
  );
}
