import type { DevelopmentStep, RefusalReason, Warning } from "@tintype/core";
import type { Part } from "../develop-part.ts";

/** What the parent tells an imaging child: one part of one photo, and no other before it has been answered. */
export type ToChild = Part;

/** What a child tells its parent. */
export type FromChild =
  /** It has everything loaded. */
  | { readonly kind: "ready" }
  /** It has begun with the part: if it dies now, the part may be to blame. */
  | { readonly kind: "begun" }
  | { readonly kind: "step"; readonly step: DevelopmentStep }
  | { readonly kind: "done"; readonly warnings: readonly Warning[] }
  | { readonly kind: "refused"; readonly reason: RefusalReason; readonly message: string }
  | { readonly kind: "failed"; readonly message: string }
  /** How many bytes it occupies, where the parent cannot see it. */
  | { readonly kind: "memory"; readonly bytes: number };
