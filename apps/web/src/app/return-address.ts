/** Where to sign in, and then to go on to the place that was asked for. */
export function signInAt(place: string, search: string): string {
  const asked = search === "" ? place : `${place}?${search}`;
  return asked === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ next: asked })}`;
}

/** The place to go on to: one of ours, whatever the address says. */
export const placeAfter = (search: string): string => ourPlace(new URLSearchParams(search).get("next") ?? "/");

/** `next` as a browser reads it, where that is a place of ours; else the first one. */
export function ourPlace(next: string): string {
  const read = next.startsWith("/") && URL.canParse(next, ours) ? new URL(next, ours) : undefined;
  const place = read?.origin === ours ? read.pathname + read.search : "/";
  // What is left of `/.//elsewhere` would be another host when it is read again.
  return place.startsWith("//") ? "/" : place;
}

/** Stands for the origin of the page, whichever it is. */
const ours = "https://ours.invalid";
