export interface Point {
  readonly x: number;
  readonly y: number;
}
interface Size {
  readonly width: number;
  readonly height: number;
}

/** How a photo is looked at: so much larger than it fits, and moved so far from the middle, in pixels. */
export interface Look extends Point {
  readonly scale: number;
}

export interface Frame {
  readonly stage: Size;
  /** The photo as large as it fits. */
  readonly photo: Size;
  readonly most: number;
}

export const whole: Look = { scale: 1, x: 0, y: 0 };

/** As large as it fits into the stage, and never larger than it is. */
export function fit({ width, height }: Size, stage: Size): Size {
  const scale = Math.min(1, stage.width / width, stage.height / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** So many times larger; what is under the point (from the middle of the stage) stays there, as far as no edge comes in. */
export function zoom(look: Look, factor: number, at: Point, frame: Frame): Look {
  const scale = Math.min(frame.most, Math.max(1, look.scale * factor));
  const part = scale / look.scale;
  return within({ scale, x: at.x - (at.x - look.x) * part, y: at.y - (at.y - look.y) * part }, frame);
}

export function pan(look: Look, by: Point, frame: Frame): Look {
  return within({ ...look, x: look.x + by.x, y: look.y + by.y }, frame);
}

function within({ scale, x, y }: Look, { stage, photo }: Frame): Look {
  const keep = (value: number, shown: number, room: number) => {
    const most = Math.max(0, (shown * scale - room) / 2);
    return Math.min(most, Math.max(-most, value));
  };
  return { scale, x: keep(x, photo.width, stage.width), y: keep(y, photo.height, stage.height) };
}
