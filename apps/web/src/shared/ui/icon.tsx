import "./icon.css";

/** Drawn on 24 by 24, with lines 1.75 thick; each is one path. */
const paths = {
  photos: "M4 5h16v14H4zM4 15l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9h.01",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l1 12.5h8L17 7M10.5 11v5M13.5 11v5",
  settings: "M4 8h9M17 8h3M15 5.800v4.400M4 16h3M11 16h9M9 13.800v4.4",
  upload: "M12 16V5M7.5 9.5 12 5l4.5 4.500M5 19h14",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c1-4 4-5.5 7.5-5.500s6.5 1.5 7.5 5.5",
  close: "m6 6 12 12M18 6 6 18",
  back: "M19 12H5M11 6l-6 6 6 6",
  pause: "M9 6v12M15 6v12",
  play: "M8 5.5v13l10.500-6.5z",
  up: "m6 14.500 6-6 6 6",
  down: "m6 9.500 6 6 6-6",
  left: "m14.500 6-6 6 6 6",
  right: "m9.500 6 6 6-6 6",
  info: "M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM12 11v5.500M12 7.500v.01",
  download: "M12 4.500v11M7.500 11l4.500 4.500L16.500 11M5 19.500h14",
  tag: "M12.500 4H20v7.500L11.500 20 4 12.500zM16 8h.01",
  restore: "M4.500 12a7.500 7.500 0 1 0 2.500-5.600M4.500 4.500v4h4",
  check: "m5 12.5 4.5 4.500L19 7.5",
  eye: "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 14.750a2.750 2.750 0 1 0 0-5.500 2.750 2.750 0 0 0 0 5.500z",
  eyeOff:
    "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 14.750a2.750 2.750 0 1 0 0-5.500 2.750 2.750 0 0 0 0 5.500zM4.500 19.500l15-15",
} as const;
export type IconName = keyof typeof paths;

/** A sign beside words, or in a button that has a name: it says nothing by itself. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
