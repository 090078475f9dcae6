/**
 * The trace that a request belongs to, by its `traceparent` (W3C Trace Context, section 3.2); undefined where there is none
 * or where it is not valid. Versions that are not known yet begin like 00.
 */
export function traceIdOf(traceparent: string | null): string | undefined {
  if (traceparent === null) return undefined;
  const [, version, traceId, parentId, more] = pattern.exec(traceparent) ?? [];
  const isValid = version !== "ff" && (version !== "00" || more === undefined);
  return isValid && traceId !== undefined && !isZero(traceId) && !isZero(parentId ?? "") ? traceId : undefined;
}

const pattern = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}(-.*)?$/;
const isZero = (id: string): boolean => /^0+$/.test(id);
