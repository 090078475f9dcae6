import "./stage.css";
import type { PhotoView } from "@tintype/core";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { Slide } from "./slide.tsx";
import { type Swipe, useGestures } from "./use-gestures.ts";
import { type Frame, fit } from "./zoom.ts";

interface StageProps {
  readonly photo: PhotoView;
  readonly previous: PhotoView | undefined;
  readonly next: PhotoView | undefined;
  readonly onGo: (swipe: Swipe) => void;
}

/** The photo with its neighbours beside it, out of sight, so that they are there when a finger draws them in. */
export function Stage({ photo, previous, next, onGo }: StageProps) {
  const element = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const stage = element.current;
    if (stage === null) return;
    const measure = (): void => setSize({ width: stage.clientWidth, height: stage.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(stage);
    return () => observer.disconnect();
  }, []);

  const slides = [
    { photo: previous, place: -1 },
    { photo, place: 0 },
    { photo: next, place: 1 },
  ].flatMap((slide) => (slide.photo === undefined ? [] : { place: slide.place, photo: slide.photo }));
  const { width = size.width, height = size.height } = photo;
  const shown = fit({ width, height }, size);
  const frame: Frame = { stage: size, photo: shown, most: Math.max(3, Math.min(10, (2 * width) / shown.width)) };
  const { scale, hand, zoomBy } = useGestures(element, {
    key: photo.id,
    frame,
    ways: { previous: previous !== undefined, next: next !== undefined },
    onGo,
  });
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      const factor = { "+": 1.5, "=": 1.5, "-": 1 / 1.5, "0": 0 }[event.key];
      const isWriting = event.target instanceof Element && event.target.matches("input, textarea");
      if (factor !== undefined && !isWriting && !event.ctrlKey && !event.metaKey) zoomBy(factor);
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, [zoomBy]);
  return (
    <div ref={element} className={scale > 1 ? "stage close" : "stage"} {...hand}>
      <div className="track">
        {size.width > 0 &&
          slides.map((slide) => (
            <Slide
              key={slide.photo.id}
              photo={slide.photo}
              place={slide.place}
              stage={size}
              scale={slide.place === 0 ? scale : 1}
            />
          ))}
      </div>
    </div>
  );
}
