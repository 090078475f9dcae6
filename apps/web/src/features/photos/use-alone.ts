import { type RefObject, useLayoutEffect } from "react";

/**
 * As long as the element is there, it is all that can be reached: whatever stands beside it, or beside what it is in, is
 * inert, and so is what appears there later, but for where notices are said, which a modal dialog would silence.
 */
export function useAlone(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const silenced = new Set<HTMLElement>();
    const way = wayTo(element.current);
    const silence = (): void => {
      for (const other of way.flatMap(({ parentElement }) => [...(parentElement?.children ?? [])])) {
        const isSpoken = other.matches("[role='status'], script, link");
        if (way.includes(other) || isSpoken || !(other instanceof HTMLElement) || other.inert) continue;
        other.toggleAttribute("inert", true);
        silenced.add(other);
      }
    };
    silence();
    const observer = new MutationObserver(silence);
    for (const { parentElement } of way) if (parentElement) observer.observe(parentElement, { childList: true });
    return () => {
      observer.disconnect();
      for (const other of silenced) other.toggleAttribute("inert", false);
    };
  }, [element]);
}

/** The element, and what it is in, below the body. */
function wayTo(element: Element | null): readonly Element[] {
  return element === null || element === document.body ? [] : [element, ...wayTo(element.parentElement)];
}
