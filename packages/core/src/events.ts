import * as z from "zod";
import { PhotoId, UserId } from "./shared/ids.ts";
import { Instant } from "./shared/instant.ts";

const facts = {
  /** `AGGREGATE#SAVED#N`: the aggregate's id, its `saved` counter and the event's place in that save. */
  id: z.string(),
  at: Instant,
  /** The `traceparent` (W3C Trace Context) of what raised it, where somebody traces. The domain never looks at it. */
  trace: z.string().optional(),
};
const ofPhoto = { ...facts, photo: PhotoId, owner: UserId };

/**
 * Everything that happens in the domain and that something else follows from. An event is saved with its aggregate, all
 * or nothing, and delivered at least once, in order per aggregate. It holds ids alone: who reacts reads what is true now.
 */
export const DomainEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("account_registered"), ...facts, account: UserId }).readonly(),
  z.object({ type: z.literal("account_deleted"), ...facts, account: UserId }).readonly(),
  z.object({ type: z.literal("account_export_wanted"), ...facts, account: UserId }).readonly(),
  z.object({ type: z.literal("photo_uploaded"), ...ofPhoto }).readonly(),
  z.object({ type: z.literal("photo_failed"), ...ofPhoto }).readonly(),
  z.object({ type: z.literal("photo_copy_wanted"), ...ofPhoto }).readonly(),
  z.object({ type: z.literal("photo_purged"), ...ofPhoto }).readonly(),
]);
export type DomainEvent = z.infer<typeof DomainEvent>;
export type EventType = DomainEvent["type"];
export type EventOf<Type extends EventType> = Extract<DomainEvent, { type: Type }>;

/** Queues that do not wait for each other. */
export const lanes = ["imaging", "mail", "purge", "publish"] as const;
export type Lane = (typeof lanes)[number];

/** Which lanes an event travels on. `reactions.ts` says what is done at the end of each. */
export const lanesOf = {
  account_registered: ["mail"],
  account_deleted: ["purge"],
  account_export_wanted: ["publish"],
  photo_uploaded: ["imaging"],
  photo_failed: ["purge"],
  photo_copy_wanted: ["imaging"],
  photo_purged: ["purge"],
} as const satisfies Record<EventType, readonly Lane[]>;

/** The aggregate that raised the event: events of one aggregate are delivered in order. */
export function aggregateOf(event: DomainEvent): string {
  return "account" in event ? event.account : event.photo;
}
