import { useEffect, useRef } from "react";

/** How somebody came to where they are: at first with the document, then by a link or by the browser's buttons. */
let came: "first" | "forward" | "back" = "first";
addEventListener("popstate", () => {
  came = "back";
});
// wouter tells of these two.
for (const event of ["pushState", "replaceState"]) {
  addEventListener(event, () => {
    came = "forward";
  });
}

/**
 * For the heading of a view: whoever has gone there by a link finds the focus on it, so that it is read out, and its beginning
 * in sight. With the browser's buttons it is where it was.
 */
export function useArrival() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (came === "first") return;
    heading.current?.focus({ preventScroll: true });
    if (came === "forward") scrollTo(0, 0);
  }, []);
  return heading;
}
