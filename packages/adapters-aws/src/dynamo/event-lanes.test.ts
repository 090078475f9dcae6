import { minutes } from "@tintype/core";
import { accountEvent, anAccount, aPhoto, createManualClock, nextUlid, photoEvent } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createEventLanes } from "./event-lanes.ts";

const options = { lease: minutes(1), limit: 10 };

function opened() {
  const clock = createManualClock();
  return { clock, lanes: createEventLanes(clock, { next: nextUlid }) };
}

describe(createEventLanes, () => {
  it("hands out one event per aggregate, in their order", () => {
    const { lanes } = opened();
    const [photo, other] = [aPhoto(), aPhoto()];
    const events = [photoEvent(photo), photoEvent(photo, "photo_uploaded", 1), photoEvent(other)];
    for (const event of events) lanes.add(event, () => {});
    expect(lanes.take("imaging", options).map(({ event }) => event)).toEqual([events[0], events[2]]);
    expect(lanes.take("imaging", options)).toEqual([]);
    expect(lanes.take("mail", options)).toEqual([]);
  });

  it("goes on with the next when one is finished, and tells so once", () => {
    const { lanes } = opened();
    const photo = aPhoto();
    let finished = 0;
    for (const place of [0, 1]) lanes.add(photoEvent(photo, "photo_uploaded", place), () => (finished += 1));
    const [first] = lanes.take("imaging", options);
    if (first === undefined) throw new Error("Nothing was handed out.");
    lanes.finish(first);
    lanes.finish(first);
    expect(finished).toBe(1);
    expect(lanes.size).toBe(1);
    expect(lanes.take("imaging", options).map(({ event }) => event)).toEqual([photoEvent(photo, "photo_uploaded", 1)]);
  });

  it("hands out again what was not finished in time, under another lease", () => {
    const { clock, lanes } = opened();
    lanes.add(accountEvent(anAccount()), () => {});
    const [lost] = lanes.take("mail", options);
    clock.advance(minutes(1));
    const [held] = lanes.take("mail", options);
    if (lost === undefined || held === undefined) throw new Error("Nothing was handed out.");
    expect(held.attempt).toBe(2);
    expect([lanes.isHeld(lost), lanes.isHeld(held)]).toEqual([false, true]);
    lanes.finish(lost);
    lanes.putBack(lost, 0);
    expect(lanes.size).toBe(1);
    expect(lanes.take("mail", options)).toEqual([]);
  });

  it("hands out what was put back after its delay", () => {
    const { clock, lanes } = opened();
    lanes.add(accountEvent(anAccount()), () => {});
    const [delivery] = lanes.take("mail", options);
    if (delivery === undefined) throw new Error("Nothing was handed out.");
    lanes.putBack(delivery, 100);
    clock.advance(99);
    expect(lanes.take("mail", options)).toEqual([]);
    clock.advance(1);
    expect(lanes.take("mail", options).map(({ attempt }) => attempt)).toEqual([2]);
  });
});
