import "./picture.css";
import type { PhotoView } from "@tintype/core";
import { type CSSProperties, memo } from "react";
import { placeholderUrl } from "./placeholder.ts";
import { useRenewed } from "./use-renewed.ts";

interface PictureProps {
  readonly photo: PhotoView;
  /** How wide it is shown: the rendition that suits the screen is taken. */
  readonly width: number;
  readonly alt: string;
}

/** A photo above its placeholder, which is there at once and stays until the photo has come. */
export const Picture = memo(function Picture({ photo, width, alt }: PictureProps) {
  const { attempt, renew } = useRenewed(photo);
  const { thumb, medium } = photo.renditions ?? {};
  // What moves, moves where it is looked at alone.
  const larger = medium?.frames === undefined ? medium : undefined;
  const shown = thumb ?? medium;
  return (
    <span className="picture" style={below(photo)}>
      {shown && (
        <img
          key={attempt}
          src={shown.url}
          srcSet={larger && thumb && `${thumb.url} ${thumb.width}w, ${larger.url} ${larger.width}w`}
          sizes={`${width}px`}
          alt={alt}
          decoding="async"
          draggable={false}
          ref={showAtOnce}
          onLoad={({ currentTarget }) => currentTarget.classList.add("there")}
          onError={renew}
        />
      )}
    </span>
  );
});

/** What is seen until the photo is there. */
export function below({ placeholder, colour }: PhotoView): CSSProperties {
  const url = placeholder === undefined ? undefined : placeholderUrl(placeholder);
  return { backgroundColor: colour, backgroundImage: url && `url(${url})` };
}

/** What the browser has already appears without coming. */
function showAtOnce(image: HTMLImageElement | null): void {
  if (image?.complete && image.naturalWidth > 0) image.classList.add("there", "before");
}
