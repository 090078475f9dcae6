import { useLocation, useSearch } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";

/** What one view before the door tells the next; it survives a reload, and stands in no address. */
interface Handed {
  readonly email?: string;
  /** What has just been done. */
  readonly news?: "confirmed" | "wasReset";
}

/** The way between the views before the door, which all lead in the end to where somebody wanted to go. */
export function useDoor() {
  const [, navigate] = useLocation();
  const asked = new URLSearchParams(useSearch());
  const handed = useHistoryState<Handed | null>();
  const next = asked.get("next");
  const to = (path: string) => (next === null ? path : `${path}?${new URLSearchParams({ next })}`);
  return {
    /** The address that was typed before, or that a link brought. */
    email: handed?.email ?? asked.get("email") ?? "",
    code: asked.get("code") ?? "",
    news: handed?.news,
    next: next ?? "/",
    to,
    go: (path: string, state: Handed) => navigate(to(path), { state }),
  };
}
