import "./photo-details.css";
import type { PhotoView } from "@tintype/core";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { PhotoForm } from "./photo-form.tsx";

/** Everything that is known of a photo, and what its owner says of it. */
export function PhotoDetails({ photo, onClose }: { readonly photo: PhotoView; readonly onClose: () => void }) {
  const { words } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <aside className="photo-details" aria-label={words.photos.details}>
      <header>
        <h2 ref={heading} tabIndex={-1}>
          {words.photos.details}
        </h2>
        <Button look="plain" icon="close" iconOnly onClick={onClose}>
          {words.app.close}
        </Button>
      </header>
      {photo.state !== "trashed" && <PhotoForm photo={photo} />}
      <Facts photo={photo} />
      {photo.location && <Place {...photo.location} />}
    </aside>
  );
}

function Facts({ photo }: { readonly photo: PhotoView }) {
  const { words, format } = useWords();
  const { capturedAt, camera = {}, width, height } = photo;
  const { make = "", model = "", lens, exposure, aperture, iso, focalLength } = camera;
  const offset = capturedAt?.offset === undefined ? "" : ` (UTC${capturedAt.offset})`;
  const shot = [
    exposure && words.photos.exposure(exposure),
    aperture && `ƒ/${format.number(aperture)}`,
    iso && `ISO ${iso}`,
    focalLength && `${format.number(focalLength)} mm`,
  ].filter(Boolean);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [words.photos.taken, capturedAt && `${format.localTime(capturedAt.local)}${offset}`],
    // Many makers begin the name of a model with their own.
    [words.photos.camera, (model.startsWith(make) ? model : `${make} ${model}`).trim()],
    [words.photos.lens, lens],
    [words.photos.settings, shot.join(" · ")],
    [words.photos.size, width && height ? `${format.number(width)} × ${format.number(height)}` : undefined],
    [words.photos.file, `${photo.fileName} · ${format.bytes(photo.bytes)}`],
    [words.photos.uploaded, format.day(photo.createdAt)],
  ];
  return (
    <dl>
      {facts.map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
      {photo.warnings?.map(({ code }) => (
        <div key={code}>
          <dt>{words.photos.warning}</dt>
          <dd>{words.photos.warnings[code]}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Where it was taken is shown when somebody asks, and a map only elsewhere: nobody else learns of it before. */
function Place({ latitude, longitude }: { readonly latitude: number; readonly longitude: number }) {
  const { words } = useWords();
  const [isShown, setShown] = useState(false);
  if (!isShown) return <Button onClick={() => setShown(true)}>{words.photos.showPlace}</Button>;
  const at = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`;
  return (
    <p className="place">
      <span>{at}</span>
      <a href={map} target="_blank" rel="noreferrer">
        {words.photos.openMap}
      </a>
    </p>
  );
}
