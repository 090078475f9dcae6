import "./picture.css";
import type { PhotoView } from "@tintype/core";
import { useState } from "react";
import { classNames } from "../../shared/ui/class-names.ts";
import { placeholderUrl } from "./placeholder.ts";

interface PictureProps {
  readonly photo: PhotoView;
  readonly rendition: "thumb" | "medium" | "large";
  readonly alt: string;
}

/** A rendition above its placeholder, which is there at once and stays until the photo has come. */
export function Picture({ photo, rendition, alt }: PictureProps) {
  const [isThere, setThere] = useState(false);
  const { placeholder, colour, renditions } = photo;
  const shown = renditions?.[rendition] ?? renditions?.["thumb"];
  const below = placeholder === undefined ? undefined : placeholderUrl(placeholder);
  return (
    <span className="picture" style={{ backgroundColor: colour, backgroundImage: below && `url(${below})` }}>
      {shown && (
        <img
          className={classNames(isThere && "there")}
          src={shown.url}
          width={shown.width}
          height={shown.height}
          alt={alt}
          loading="lazy"
          decoding="async"
          onLoad={() => setThere(true)}
        />
      )}
    </span>
  );
}
