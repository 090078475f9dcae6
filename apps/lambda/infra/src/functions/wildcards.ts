import type { Construct } from "constructs";
import { acknowledgeWildcards, arnInNag } from "../acknowledge.ts";
import type { Reachable } from "./permissions.ts";

/** Why statements of functions name objects by their prefix: every other resource in them has its name. */
export function explainWildcards(scope: Construct, { incoming, buckets }: Reachable): void {
  acknowledgeWildcards(scope, {
    [`${arnInNag(incoming)}/t/*`]: "Names of uploads are made when they are begun.",
    [`${arnInNag(incoming)}/u/*`]: "People who write with credentials of their own choose the names.",
    [`${arnInNag(buckets.originals)}/o/*`]: "Names of originals are made of their photos' ids.",
    [`${arnInNag(buckets.media)}/p/*`]: "Names of renditions are made of their photos' ids.",
    [`${arnInNag(buckets.media)}/c/*`]: "Names of copies are made of their photos' ids.",
    [`${arnInNag(buckets.media)}/x/*`]: "Names of exports are made of their owners' ids.",
  });
}
