import type { CDPSession, Page } from "playwright-core";

export interface Scrolled {
  /** How long the frames took, in milliseconds, sorted. */
  readonly frames: readonly number[];
  /** The most JavaScript heap that was in use while scrolling, in megabytes. */
  readonly heap: number;
  /** How many different photos were shown. */
  readonly photos: number;
}

/**
 * Scrolls by so many pixels in every frame, from the first photo to the last. It runs in the page: the compiler knows
 * nothing of what there is in a browser.
 */
const scroll = (pixels: number) => `new Promise((resolve) => {
  const frames = [];
  const photos = new Set();
  let last = performance.now();
  let count = 0;
  let atEnd = 0;
  const step = (now) => {
    frames.push(now - last);
    last = now;
    if (count++ % 8 === 0) for (const tile of document.querySelectorAll("[data-id]")) photos.add(tile.dataset.id);
    const before = scrollY;
    scrollBy(0, ${pixels});
    atEnd = scrollY === before ? atEnd + 1 : 0;
    if (atEnd < 60) requestAnimationFrame(step);
    else resolve({ frames, photos: photos.size });
  };
  requestAnimationFrame(step);
})`;

const LOOK_EVERY = 500;

export async function scrollThrough(page: Page, devtools: CDPSession, pixels: number): Promise<Scrolled> {
  let heap = 0;
  const look = async (): Promise<void> => {
    const { usedSize } = await devtools.send("Runtime.getHeapUsage");
    heap = Math.max(heap, usedSize / 1e6);
  };
  const timer = setInterval(() => void look(), LOOK_EVERY);
  try {
    const found = await page.evaluate<{ frames: number[]; photos: number }>(scroll(pixels));
    await look();
    return { frames: found.frames.slice(1).toSorted((one, other) => one - other), photos: found.photos, heap };
  } finally {
    clearInterval(timer);
  }
}
