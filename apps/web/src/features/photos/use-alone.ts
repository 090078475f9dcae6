import { type RefObject, useLayoutEffect } from "react";

/**
 * As long as the element is there, it is all that can be reached: whatever stands beside it, or beside what it is in, is
 * inert, but for where notices are said, which a modal dialog would silence.
 */
export function useAlone(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const silenced: HTMLElement[] = [];
    let inner: Element | null = element.current;
    while (inner?.parentElement && inner !== document.body) {
      for (const other of inner.parentElement.children) {
        const isSpoken = other.matches("[role='status'], script, link");
        if (other === inner || isSpoken || !(other instanceof HTMLElement) || other.inert) continue;
        other.toggleAttribute("inert", true);
        silenced.push(other);
      }
      inner = inner.parentElement;
    }
    return () => {
      for (const other of silenced) other.toggleAttribute("inert", false);
    };
  }, [element]);
}
