import { type RefObject, useEffect, useState } from "react";

/** What of an element is in sight or near to it, in pixels from its upper edge. */
export interface Range {
  readonly from: number;
  readonly to: number;
  /** It goes by so quickly that nobody could look at it. */
  readonly isRushing: boolean;
}

/** It changes in steps, so that not every pixel is a reason to draw anew. */
const STEP = 256;
/** Screens in a tenth of a second. */
const RUSH = 2;
const CALM_AFTER = 120;

export function useRange(element: RefObject<HTMLElement | null>): Range {
  const [range, setRange] = useState<Range>({ from: 0, to: 2 * innerHeight, isRushing: false });
  useEffect(() => {
    let last = { top: 0, at: 0 };
    let calm: ReturnType<typeof setTimeout> | undefined;
    const look = (isRushing: boolean): void => {
      const top = -(element.current?.getBoundingClientRect().top ?? 0);
      const from = Math.floor((top - innerHeight) / STEP) * STEP;
      const to = Math.ceil((top + 2 * innerHeight) / STEP) * STEP;
      setRange((known) =>
        known.from === from && known.to === to && known.isRushing === isRushing ? known : { from, to, isRushing },
      );
    };
    const scrolled = (): void => {
      const now = performance.now();
      const speed = Math.abs(scrollY - last.top) / innerHeight / Math.max(16, now - last.at);
      last = { top: scrollY, at: now };
      const isRushing = speed * 100 > RUSH;
      clearTimeout(calm);
      if (isRushing) calm = setTimeout(look, CALM_AFTER, false);
      look(isRushing);
    };
    const resized = (): void => look(false);
    resized();
    addEventListener("scroll", scrolled, { passive: true });
    addEventListener("resize", resized);
    return () => {
      clearTimeout(calm);
      removeEventListener("scroll", scrolled);
      removeEventListener("resize", resized);
    };
  }, [element]);
  return range;
}
