/** Where to sign in, and then to go on to the place that was asked for. */
export function signInAt(place: string, search: string): string {
  const asked = search === "" ? place : `${place}?${search}`;
  return asked === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ next: asked })}`;
}

/** The place to go on to: one of ours, whatever the address says. */
export function placeAfter(search: string): string {
  const next = new URLSearchParams(search).get("next") ?? "/";
  // `//elsewhere` and `/\elsewhere` are other hosts to a browser.
  return /^\/(?![/\\])/.test(next) ? next : "/";
}
