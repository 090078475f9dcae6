import "./scrubber.css";
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { type Mark, markAt, yearsOf } from "./scrubber-marks.ts";

interface ScrubberProps {
  /** What is scrolled, and how high it is. */
  readonly element: RefObject<HTMLElement | null>;
  readonly marks: readonly Mark[];
  readonly height: number;
}

/** How many screens there are before it is of use. */
const MANY = 3;

/** The whole time line at the right edge: where one is in it, and the way to any month. */
export function Scrubber({ element, marks, height }: ScrubberProps) {
  const { words } = useWords();
  const rail = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const [isHeld, setHeld] = useState(false);
  const [isAwake, setAwake] = useState(false);
  const room = Math.max(1, height - innerHeight);
  const isOfUse = marks.length > 1 && height > MANY * innerHeight;

  useEffect(() => {
    let sleep: ReturnType<typeof setTimeout> | undefined;
    const place = (): void => {
      const top = Math.max(0, -(element.current?.getBoundingClientRect().top ?? 0));
      rail.current?.style.setProperty("--part", String(Math.min(1, top / room)));
      setAt(markAt(marks, top + innerHeight / 4));
    };
    const follow = (): void => {
      place();
      setAwake(true);
      clearTimeout(sleep);
      sleep = setTimeout(setAwake, 1_500, false);
    };
    place();
    addEventListener("scroll", follow, { passive: true });
    return () => {
      clearTimeout(sleep);
      removeEventListener("scroll", follow);
    };
  }, [element, marks, room]);

  if (!isOfUse) return null;
  const goTo = (top: number): void => {
    const begin = scrollY + (element.current?.getBoundingClientRect().top ?? 0);
    scrollTo({ top: begin + top, behavior: "instant" });
  };
  const drag = ({ clientY }: PointerEvent): void => {
    const box = rail.current?.getBoundingClientRect();
    if (box) goTo(Math.min(1, Math.max(0, (clientY - box.top) / box.height)) * room);
  };
  const step = (event: KeyboardEvent): void => {
    const wanted = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 12,
      PageUp: at - 12,
      Home: 0,
      End: marks.length - 1,
    }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    goTo(marks[Math.min(marks.length - 1, Math.max(0, wanted))]?.top ?? 0);
  };
  return (
    <div
      ref={rail}
      className="scrubber"
      data-awake={isAwake || isHeld || undefined}
      data-held={isHeld || undefined}
      role="slider"
      tabIndex={0}
      aria-label={words.photos.timeline}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={marks.length - 1}
      aria-valuenow={at}
      aria-valuetext={marks[at]?.title}
      onKeyDown={step}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld(true);
        drag(event);
      }}
      onPointerMove={(event) => isHeld && drag(event)}
      onPointerUp={() => setHeld(false)}
      onPointerCancel={() => setHeld(false)}
    >
      {yearsOf(marks, height).map(({ year, part }) => (
        <span key={year} className="year" style={{ top: `${part * 100}%` }} aria-hidden="true">
          {year}
        </span>
      ))}
      <span className="here" aria-hidden="true">
        <span>{marks[at]?.title}</span>
      </span>
    </div>
  );
}
