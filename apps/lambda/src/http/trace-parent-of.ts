/**
 * What X-Ray says of a trace (`Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1`), as W3C Trace
 * Context says it; `undefined` where it says nothing. A gateway that begins a trace names no parent: then the trace's own
 * last digits stand for it.
 */
export function traceParentOf(header: string | null): string | undefined {
  const said = new Map((header ?? "").split(";").map((part) => part.split("=", 2) as [string, string]));
  const [, seconds, unique = ""] = /^1-([\da-f]{8})-([\da-f]{24})$/.exec(said.get("Root") ?? "") ?? [];
  if (seconds === undefined) return undefined;
  const parent = /^[\da-f]{16}$/.exec(said.get("Parent") ?? "")?.[0] ?? unique.slice(-16);
  return `00-${seconds}${unique}-${parent}-${said.get("Sampled") === "1" ? "01" : "00"}`;
}
