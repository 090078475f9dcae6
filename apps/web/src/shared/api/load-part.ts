import { ApiProblem } from "./api-problem.ts";

/** Loads a part of the page; that it cannot be had is said as what it means: there is no network, or a newer page. */
export const loadPart = <Part>(load: () => Promise<Part>): Promise<Part> =>
  load().catch((cause: unknown) => {
    const facts = navigator.onLine
      ? { status: 404, code: "page_outdated", detail: "This page has changed: load it again." }
      : { status: 0, code: "offline", detail: "There is no network." };
    throw new ApiProblem(facts, { cause });
  });
