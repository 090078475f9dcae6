import type { PhotoView } from "@tintype/core";
import { useWords } from "../../shared/i18n/words.tsx";
import { below } from "./picture.tsx";
import { isOnItsWay } from "./use-developing.ts";
import { useRenewed } from "./use-renewed.ts";
import { fit } from "./zoom.ts";

interface SlideProps {
  readonly photo: PhotoView;
  /** -1 is to the left of the stage, 0 on it. */
  readonly place: number;
  readonly stage: { readonly width: number; readonly height: number };
  readonly scale: number;
}

/** One photo as large as it fits: at once what the gallery has shown, then what suits the screen, then what suits the zoom. */
export function Slide({ photo, place, stage, scale }: SlideProps) {
  const { format } = useWords();
  const { attempt, renew } = useRenewed(photo);
  const { thumb, medium, large } = photo.renditions ?? {};
  const { width = stage.width, height = stage.height } = photo;
  const size = fit({ width, height }, stage);
  const name = photo.title ?? photo.fileName;
  const when = photo.capturedAt === undefined ? "" : `, ${format.localTime(photo.capturedAt.local)}`;
  // What moves has its frames in `medium` alone; a neighbour is fetched as small as will do.
  const isStill = medium?.frames === undefined;
  const full = medium ?? large ?? thumb;
  const larger = isStill && place === 0 && medium && large;
  return (
    <div className="slide" style={{ translate: `${place * 100}% 0` }} aria-hidden={place !== 0} data-place={place}>
      {full === undefined ? (
        <Instead photo={photo} />
      ) : (
        <div className="frame" style={{ ...size, ...below(photo) }}>
          {thumb && <img className="low" src={thumb.url} alt="" draggable={false} />}
          <img
            key={attempt}
            className="full"
            src={full.url}
            srcSet={larger ? `${medium.url} ${medium.width}w, ${large.url} ${large.width}w` : undefined}
            sizes={`${Math.round(size.width * scale)}px`}
            alt={`${name}${when}`}
            draggable={false}
            onError={renew}
          />
        </div>
      )}
    </div>
  );
}

/** In the place of a picture: why there is none, and what to do. */
function Instead({ photo }: { readonly photo: PhotoView }) {
  const { words } = useWords();
  return (
    <div className="instead">
      <p>{photo.fileName}</p>
      {photo.failure ? (
        <>
          <strong>{words.photos.failed}</strong>
          <p>{words.failures[photo.failure.code]}</p>
        </>
      ) : (
        <p role="status">{isOnItsWay(photo) ? words.photos.developing : words.photos.noPicture}</p>
      )}
    </div>
  );
}
