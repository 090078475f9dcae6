import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import {
  createLayout,
  movedBy,
  type PlacedSection,
  type Screen,
  type Section,
  type Shape,
  type Shapes,
  shapeOf,
} from "./gallery-layout.ts";
import { knownList } from "./photo-queries.ts";

interface Sections {
  readonly placed: readonly PlacedSection[];
  readonly height: number;
  /** To be told of what has been fetched. */
  readonly onShape: (key: string, shape: Shape) => void;
}

/** Where every section stands; what one looks at stays where it is when others turn out to be higher or lower. */
export function useSections(
  element: RefObject<HTMLElement | null>,
  sections: readonly Section[],
  { width, gap, head, between }: Screen,
): Sections {
  const client = useQueryClient();
  const [layout] = useState(createLayout);
  const [shapes, setShapes] = useState<Shapes>(() => {
    const lists = sections.map(({ key, filter }) => [key, knownList(client, filter)] as const);
    return new Map(lists.flatMap(([key, list]) => (list ? [[key, shapeOf(list.photos, list.isComplete)]] : [])));
  });
  const onShape = useCallback((key: string, shape: Shape) => {
    setShapes((known) => (isSame(known.get(key), shape) ? known : new Map(known).set(key, shape)));
  }, []);
  const placed = useMemo(
    () => layout(sections, shapes, { width, gap, head, between }),
    [layout, sections, shapes, width, gap, head, between],
  );

  const before = useRef(placed);
  useLayoutEffect(() => {
    const top = -(element.current?.getBoundingClientRect().top ?? 0);
    const moved = top <= 0 ? 0 : movedBy(before.current, placed, top);
    before.current = placed;
    if (moved !== 0) scrollBy({ top: moved, behavior: "instant" });
  }, [element, placed]);

  const last = placed.at(-1);
  return { placed, height: last === undefined ? 0 : last.top + last.height, onShape };
}

function isSame(known: Shape | undefined, shape: Shape): boolean {
  return (
    known?.isComplete === shape.isComplete &&
    known.ratios.length === shape.ratios.length &&
    known.ratios.every((ratio, index) => ratio === shape.ratios[index])
  );
}
