import { type PointerEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type Frame, type Look, type Point, pan, whole, zoom } from "./zoom.ts";

export type Swipe = "previous" | "next" | "away";

interface Stage {
  /** What is on it: another one begins whole. */
  readonly key: string;
  readonly frame: Frame;
  readonly ways: Readonly<Record<"previous" | "next", boolean>>;
  readonly onGo: (swipe: Swipe) => void;
}

/** A part of the stage, or so many pixels in a millisecond, take to the next photo. */
const FAR = 0.25;
const QUICK = 0.4;
const STILL = 8;
const DOUBLE = 300;

/**
 * One finger swipes a whole photo, and moves a zoomed one; two zoom, as do a double tap and a wheel. The picture follows at
 * once, without React: `scale` is told when it has come to rest.
 */
export function useGestures(element: RefObject<HTMLElement | null>, { key, frame, ways, onGo }: Stage) {
  const [scale, setScale] = useState(1);
  const look = useRef<Look>(whole);
  const fingers = useRef(new Map<number, Point>());
  const swipe = useRef<{ from: Point; at: number; axis?: "x" | "y" }>(undefined);
  const tapped = useRef({ at: 0, x: 0, y: 0 });

  const draw = useCallback(
    (to: Look) => {
      look.current = to;
      const shown = element.current?.querySelector<HTMLElement>("[data-place='0'] > .frame");
      if (shown) shown.style.transform = to.scale === 1 ? "" : `translate(${to.x}px, ${to.y}px) scale(${to.scale})`;
    },
    [element],
  );
  const track = (): HTMLElement | null | undefined => element.current?.querySelector<HTMLElement>(".track");
  const rest = useCallback(() => setScale(look.current.scale), []);
  const middle = useCallback(
    (x: number, y: number): Point => {
      const box = element.current?.getBoundingClientRect();
      return box ? { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 } : { x, y };
    },
    [element],
  );
  const zoomBy = useCallback(
    (factor: number, at: Point = { x: 0, y: 0 }) => {
      draw(factor === 0 ? whole : zoom(look.current, factor, at, frame));
      rest();
    },
    [draw, rest, frame],
  );

  const [shown, setShown] = useState(key);
  if (shown !== key) {
    setShown(key);
    setScale(1);
  }
  const drawn = useRef(key);
  useLayoutEffect(() => {
    if (drawn.current === key) return;
    drawn.current = key;
    draw(whole);
    const moved = element.current?.querySelector<HTMLElement>(".track");
    if (moved) moved.style.translate = "";
  }, [key, draw, element]);

  useEffect(() => {
    const stage = element.current;
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      zoomBy(Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 400)), middle(event.clientX, event.clientY));
    };
    // React's own would be passive: the page would scroll along.
    stage?.addEventListener("wheel", wheel, { passive: false });
    return () => stage?.removeEventListener("wheel", wheel);
  }, [element, zoomBy, middle]);

  const slide = (by: Point): void => {
    const stage = track();
    if (stage) stage.style.translate = `${by.x}px ${by.y}px`;
  };
  const settle = async (to: Point, then?: Swipe): Promise<void> => {
    const stage = track();
    if (!stage) return;
    const from = stage.style.translate;
    slide(to);
    const duration = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200;
    await stage.animate({ translate: [from, stage.style.translate] }, { duration, easing: "ease-out" }).finished;
    if (then) onGo(then);
  };
  const release = (by: Point, axis: "x" | "y" | undefined, duration: number): void => {
    const { width, height } = frame.stage;
    const isFar = (way: number, room: number) => Math.abs(way) > room * FAR || Math.abs(way) / duration > QUICK;
    if (axis === "x" && isFar(by.x, width)) {
      const way = by.x > 0 ? "previous" : "next";
      if (ways[way]) return void settle({ x: by.x > 0 ? width : -width, y: 0 }, way);
    }
    if (axis === "y" && by.y > 0 && isFar(by.y, height)) return void settle({ x: 0, y: height }, "away");
    void settle({ x: 0, y: 0 });
  };

  const hand = {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      const isFirst = fingers.current.size === 1;
      swipe.current = isFirst ? { from: { x: event.clientX, y: event.clientY }, at: event.timeStamp } : undefined;
      if (!isFirst) slide({ x: 0, y: 0 });
    },
    onPointerMove: (event: PointerEvent): void => {
      const before = fingers.current.get(event.pointerId);
      if (before === undefined) return;
      const now = { x: event.clientX, y: event.clientY };
      const [other] = [...fingers.current].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
      fingers.current.set(event.pointerId, now);
      if (other !== undefined) {
        const apart = (point: Point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
        const between = middle((now.x + other.x) / 2, (now.y + other.y) / 2);
        const pinched = zoom(look.current, apart(now) / apart(before), between, frame);
        draw(pan(pinched, { x: (now.x - before.x) / 2, y: (now.y - before.y) / 2 }, frame));
      } else if (look.current.scale > 1) {
        draw(pan(look.current, { x: now.x - before.x, y: now.y - before.y }, frame));
      } else if (swipe.current !== undefined) {
        const by = { x: now.x - swipe.current.from.x, y: now.y - swipe.current.from.y };
        if (Math.hypot(by.x, by.y) > STILL) swipe.current.axis ??= Math.abs(by.x) > Math.abs(by.y) ? "x" : "y";
        if (swipe.current.axis === "x") {
          // There is nothing more: it gives way, but not much.
          const isEnd = by.x > 0 ? !ways.previous : !ways.next;
          slide({ x: isEnd ? by.x / 4 : by.x, y: 0 });
        } else if (swipe.current.axis === "y") slide({ x: 0, y: Math.max(0, by.y) });
      }
    },
    onPointerUp: (event: PointerEvent): void => {
      if (!fingers.current.delete(event.pointerId)) return;
      const { from, at, axis } = swipe.current ?? {};
      swipe.current = undefined;
      rest();
      if (from === undefined || at === undefined) return;
      const by = { x: event.clientX - from.x, y: event.clientY - from.y };
      if (Math.hypot(by.x, by.y) <= STILL) tap(event);
      else if (look.current.scale === 1) release(by, axis, Math.max(1, event.timeStamp - at));
    },
    onPointerCancel: (event: PointerEvent): void => {
      fingers.current.delete(event.pointerId);
      swipe.current = undefined;
      rest();
      void settle({ x: 0, y: 0 });
    },
  };

  /** The second of two zooms in, or back. */
  function tap({ timeStamp, clientX, clientY }: PointerEvent): void {
    const { at, x, y } = tapped.current;
    tapped.current = { at: timeStamp, x: clientX, y: clientY };
    if (timeStamp - at > DOUBLE || Math.hypot(clientX - x, clientY - y) > 30) return;
    tapped.current = { at: 0, x: 0, y: 0 };
    zoomBy(look.current.scale > 1 ? 0 : 2.5, middle(clientX, clientY));
  }
  return { scale, hand, zoomBy };
}
