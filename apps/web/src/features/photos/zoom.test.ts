import { describe, expect, it } from "vitest";
import { fit, pan, whole, zoom } from "./zoom.ts";

const stage = { width: 400, height: 800 };
const frame = { stage, photo: { width: 400, height: 300 }, most: 8 };

describe("looking closer", () => {
  it("shows a photo as large as it fits, and never larger than it is", () => {
    expect(fit({ width: 4_000, height: 3_000 }, stage)).toEqual({ width: 400, height: 300 });
    expect(fit({ width: 100, height: 1_600 }, stage)).toEqual({ width: 50, height: 800 });
    expect(fit({ width: 40, height: 30 }, stage)).toEqual({ width: 40, height: 30 });
  });

  it("leaves what is under the finger where it is", () => {
    const point = { x: 100, y: 0 };
    const look = zoom(whole, 4, point, frame);
    expect(look.scale).toBe(4);
    // The same spot of the photo lies under the point before and after.
    expect((point.x - look.x) / look.scale).toBe(point.x);
  });

  it("goes neither below the whole nor beyond the most", () => {
    expect(zoom(whole, 0.1, { x: 50, y: 50 }, frame)).toEqual(whole);
    expect(zoom(whole, 100, { x: 0, y: 0 }, frame).scale).toBe(8);
  });

  it("moves a photo until its edge, and not at all where it has room", () => {
    const look = zoom(whole, 2, { x: 0, y: 0 }, frame);
    expect(pan(look, { x: 1_000, y: 1_000 }, frame)).toEqual({ scale: 2, x: 200, y: 0 });
    expect(pan(whole, { x: 30, y: 30 }, frame)).toEqual(whole);
  });
});
