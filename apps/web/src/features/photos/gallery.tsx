import "./gallery.css";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import type { PhotoView } from "@tintype/core";
import { type ComponentType, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useNotice } from "../../shared/ui/notice.tsx";
import type { Section } from "./gallery-layout.ts";
import { GallerySection } from "./gallery-section.tsx";
import { knownPhotos } from "./photo-queries.ts";
import { Scrubber } from "./scrubber.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { useHand } from "./use-hand.ts";
import { useRange } from "./use-range.ts";
import { useSections } from "./use-sections.ts";
import { type PhotoSelection, useSelection } from "./use-selection.ts";
import { useWidth } from "./use-width.ts";
import type { Spot } from "./walk.ts";

interface GalleryProps {
  readonly sections: readonly Section[];
  readonly open: (photo: PhotoView) => void;
  /** The photo that is open above all, which has the focus when it is closed. */
  readonly opened?: string;
  /** What can be done with what is chosen. */
  readonly Actions: ComponentType<{ readonly selection: PhotoSelection }>;
  readonly noteOf?: (photo: PhotoView) => string | undefined;
}

/** The photo that keys shall begin from, and whether the focus goes there. */
interface Wanted extends Spot {
  readonly follow: boolean;
}

const GAP = 4;
/** Photos of a month are fetched so many screens before they are shown. */
const AHEAD = 3;

/** Photos in rows, section below section, as many as there may be: only what is in sight or near to it is there. */
export function Gallery({ sections, open, opened = "", Actions, noteOf }: GalleryProps) {
  const client = useQueryClient();
  const { complain } = useNotice();
  const element = useRef<HTMLDivElement>(null);
  const width = useWidth(element);
  const range = useRange(element);
  const [rem] = useState(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
  const screen = { width, gap: GAP, head: 3 * rem, between: rem };
  const { placed, height, onShape } = useSections(element, sections, screen);
  const selection = useSelection(sections);

  const [wanted, setWanted] = useState<Wanted>({ section: 0, index: 0, follow: false });
  const active = clamp(wanted, placed);
  const followed = useRef<Wanted>(undefined);
  const setActive = useCallback((spot: Spot, follow: boolean) => setWanted({ ...spot, follow }), []);
  const [wasOpened, setOpened] = useState(opened);
  if (opened !== wasOpened) {
    setOpened(opened);
    const spot = opened === "" ? undefined : findSpot(client, sections, opened);
    if (spot) setActive(spot, true);
  }
  const activeKey = active && placed[active.section]?.key;
  useEffect(() => {
    if (!wanted.follow || followed.current === wanted || opened !== "") return;
    const section = element.current?.querySelector(`[data-section="${activeKey}"]`);
    const link = section?.querySelector<HTMLElement>(`[data-index="${active?.index}"] > a`);
    if (!link) return;
    followed.current = wanted;
    link.focus({ preventScroll: true });
    link.scrollIntoView({ block: "nearest", behavior: "instant" });
  });

  const isChoosing = selection.photos.size > 0;
  useEffect(() => {
    if (!isChoosing) return;
    const shown = element.current;
    return () => {
      // The bar has gone, and with it what was pressed in it.
      const isLost = document.activeElement === document.body;
      if (isLost) shown?.querySelector<HTMLElement>("a[tabindex='0']")?.focus({ preventScroll: true });
    };
  }, [isChoosing]);

  const photoAt = useCallback(
    ({ section, index }: Spot) => knownPhotos(client, sections[section]?.filter ?? {})[index],
    [client, sections],
  );
  const hand = useHand({ sections: placed, selection, photoAt, open, active, setActive, complain });
  const isNear = ({ key, top, height }: (typeof placed)[number]) =>
    (top + height > range.from - AHEAD * innerHeight && top < range.to + AHEAD * innerHeight) || key === activeKey;
  const marks = useMemo(() => placed.map(({ key, title, top }) => ({ key, title, top })), [placed]);
  return (
    <div className={isChoosing ? "gallery choosing" : "gallery"} {...hand}>
      {isChoosing && (
        <SelectionBar selection={selection}>
          <Actions selection={selection} />
        </SelectionBar>
      )}
      <div ref={element} className="sections" style={{ height }}>
        {placed.filter(isNear).map((section) => (
          <GallerySection
            key={section.key}
            section={section}
            range={range}
            gap={GAP}
            selected={selection.photos}
            active={section.key === activeKey ? active?.index : undefined}
            noteOf={noteOf}
            onShape={onShape}
          />
        ))}
      </div>
      <Scrubber element={element} marks={marks} height={height} />
    </div>
  );
}

function findSpot(client: QueryClient, sections: readonly Section[], id: string): Spot | undefined {
  for (const [section, { filter }] of sections.entries()) {
    const index = knownPhotos(client, filter).findIndex((photo) => photo.id === id);
    if (index !== -1) return { section, index };
  }
  return undefined;
}

/** What was removed leaves its place to what comes after it. */
function clamp(
  spot: Spot,
  sections: readonly { readonly rows: readonly { first: number; widths: readonly number[] }[] }[],
) {
  const section = Math.min(spot.section, sections.length - 1);
  const last = sections[section]?.rows.at(-1);
  if (last === undefined) return undefined;
  return { section, index: Math.min(spot.index, last.first + last.widths.length - 1) };
}
