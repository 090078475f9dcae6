import type { PhotoView } from "@tintype/core";
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef } from "react";
import type { PlacedSection } from "./gallery-layout.ts";
import type { PhotoSelection } from "./use-selection.ts";
import { type Spot, type Way, walk } from "./walk.ts";

interface Reach {
  readonly sections: readonly PlacedSection[];
  readonly selection: PhotoSelection;
  readonly photoAt: (spot: Spot) => PhotoView | undefined;
  readonly open: (photo: PhotoView) => void;
  /** Where keys begin from, and how that is moved; `follow` takes the focus there. */
  readonly active: Spot | undefined;
  readonly setActive: (spot: Spot, follow: boolean) => void;
  readonly complain: (error: unknown) => void;
}

const LONG_PRESS = 450;
const STILL = 10;
const ways: Readonly<Record<string, Way>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** What mouse, touch and keys do with photos, for the element that holds all of them. */
export function useHand({ sections, selection, photoAt, open, active, setActive, complain }: Reach) {
  const press = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly x: number; readonly y: number }>(
    undefined,
  );
  const hasHeld = useRef(false);
  const isChoosing = selection.photos.size > 0;

  const found = (target: EventTarget): { readonly spot: Spot; readonly photo: PhotoView } | undefined => {
    const tile = target instanceof Element ? target.closest<HTMLElement>("[data-index]") : null;
    const key = tile?.closest<HTMLElement>("[data-section]")?.dataset["section"];
    const spot = {
      section: sections.findIndex((section) => section.key === key),
      index: Number(tile?.dataset["index"] ?? -1),
    };
    const photo = photoAt(spot);
    return photo && { spot, photo };
  };
  const release = (): void => {
    clearTimeout(press.current?.timer);
    press.current = undefined;
  };

  return {
    onClick: (event: MouseEvent): void => {
      const on = found(event.target);
      if (on === undefined) return;
      event.preventDefault();
      const wasHeld = hasHeld.current;
      hasHeld.current = false;
      if (wasHeld) return;
      const isMark = (event.target as Element).closest(".mark") !== null;
      // Enter comes as a click without a pointer, and opens whatever else is chosen.
      const isPointer = event.detail > 0;
      setActive(on.spot, false);
      if (event.shiftKey && isPointer) selection.reachTo(on.photo).catch(complain);
      else if (isMark || event.ctrlKey || event.metaKey || (isChoosing && isPointer)) selection.toggle(on.photo);
      else open(on.photo);
    },
    onPointerDown: (event: PointerEvent): void => {
      hasHeld.current = false;
      const on = event.pointerType === "touch" ? found(event.target) : undefined;
      if (on === undefined) return;
      const hold = (): void => {
        hasHeld.current = true;
        navigator.vibrate?.(10);
        selection.toggle(on.photo);
      };
      press.current = { timer: setTimeout(hold, LONG_PRESS), x: event.clientX, y: event.clientY };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent): void => {
      const { x, y } = press.current ?? { x: clientX, y: clientY };
      if (Math.hypot(clientX - x, clientY - y) > STILL) release();
    },
    onPointerUp: release,
    onPointerCancel: release,
    onContextMenu: (event: MouseEvent): void => {
      if (press.current !== undefined || hasHeld.current) event.preventDefault();
    },
    onKeyDown: (event: KeyboardEvent): void => {
      // What is asked in a dialog is not about the photos below it.
      if (event.target instanceof Element && event.target.closest("dialog") !== null) return;
      const way = ways[event.key];
      const on = found(event.target);
      if (event.key === "Escape" && isChoosing) selection.clear();
      else if (event.key === "a" && (event.ctrlKey || event.metaKey)) selection.all().catch(complain);
      else if (event.key === " " && on !== undefined) {
        if (event.shiftKey) selection.reachTo(on.photo).catch(complain);
        else selection.toggle(on.photo);
      } else if (way !== undefined && active !== undefined && on !== undefined && !event.altKey) {
        const spot = walk(
          sections.map(({ rows }) => rows),
          active,
          way,
        );
        const photo = photoAt(spot);
        if (event.shiftKey && photo !== undefined) {
          if (!isChoosing) selection.toggle(on.photo);
          selection.reachTo(photo).catch(complain);
        }
        setActive(spot, true);
      } else return;
      event.preventDefault();
    },
  };
}
