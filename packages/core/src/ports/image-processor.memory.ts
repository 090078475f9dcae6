import type { Warning } from "../photos/photo.ts";
import {
  type DevelopedRendition,
  type DevelopmentPlan,
  type DevelopmentStep,
  type ImageProcessor,
  ImageProcessorFailed,
  ImageRefused,
  type Inspected,
  type RefusalReason,
  type RenditionPlan,
} from "./image-processor.ts";
import { sha256 } from "./sha256.memory.ts";

type Found = Omit<Inspected, "kind" | "sha256" | "bytes" | "width" | "height">;

/** What a test image says about itself; what it does not say is a JPEG of one frame that knows nothing. */
export interface TestImage extends Partial<Found> {
  readonly warnings?: readonly Warning[];
  readonly placeholder?: string;
  readonly colour?: string;
  /** Something in it is. */
  readonly transparent?: boolean;
  /** How developing it ends, instead of well. */
  readonly ends?: RefusalReason | "image_crashed" | "image_timeout";
  /** The last step before that end; nothing is given out unless told. */
  readonly endsAfter?: "inspected" | "preview";
}

/**
 * The bytes of an image that the memory processor understands: `tintype-test-image 600x400 {…}`, what it says being
 * JSON, filled up to `bytes` where that is more.
 */
export function testImage(width: number, height: number, says: TestImage = {}, bytes = 0): Uint8Array<ArrayBuffer> {
  const line = new TextEncoder().encode(`tintype-test-image ${width}x${height} ${JSON.stringify(says)}\n`);
  const whole = new Uint8Array(Math.max(line.length, bytes));
  whole.set(line);
  return whole;
}

/** Understands `testImage`s alone, and does exactly what they say: the same bytes give the same steps. */
export function createMemoryImageProcessor(): ImageProcessor {
  return {
    async *develop(original, plan, { signal } = {}) {
      const bytes = await readAll(original, plan.limits.bytes, signal);
      const { image, width, height } = parse(bytes);
      const { format = "jpeg", contentType = "image/jpeg", frames = 1, times = {}, camera, location } = image;
      checkLimits(width, height, frames, plan);
      const found = { format, contentType, width, height, frames, times, ...(camera && { camera }) };
      const inspected: Inspected = {
        kind: "inspected",
        sha256: sha256(bytes),
        bytes: bytes.length,
        ...found,
        ...(location && { location }),
      };
      const [first, ...others] = plan.renditions.map((rendition) => render(inspected, image, rendition));
      const preview: DevelopmentStep = {
        kind: "preview",
        placeholder: image.placeholder ?? "1QcSHQRnh493V4dIh4eXh1h4kJUI",
        colour: image.colour ?? "#7f7f7f",
      };
      const steps: readonly DevelopmentStep[] = [inspected, ...(first ? [first] : []), preview, ...others];
      let last: string | undefined;
      for (const step of steps) {
        signal?.throwIfAborted();
        if (image.ends !== undefined && last === image.endsAfter) throw endOf(image.ends);
        yield step;
        last = step.kind;
      }
      if (image.ends !== undefined) throw endOf(image.ends);
      signal?.throwIfAborted();
      yield { kind: "finished", warnings: image.warnings ?? [] };
    },
  };
}

async function readAll(
  original: ReadableStream<Uint8Array>,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const reader = original.getReader();
  const give = () => void reader.cancel(signal?.reason).catch(() => undefined);
  signal?.addEventListener("abort", give);
  try {
    signal?.throwIfAborted();
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > limit)
        throw new ImageRefused("image_too_large", `Photos may have ${limit} bytes: this one has more.`);
      chunks.push(next.value);
    }
    signal?.throwIfAborted();
    const bytes = new Uint8Array(length);
    let offset = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, offset);
      offset += chunk.length;
    }
    return bytes;
  } finally {
    signal?.removeEventListener("abort", give);
    give();
  }
}

function parse(bytes: Uint8Array): { readonly image: TestImage; readonly width: number; readonly height: number } {
  if (bytes.length === 0) throw new ImageRefused("image_empty", "The file is empty: send it again.");
  const line = new TextDecoder().decode(bytes).split("\n", 1)[0] ?? "";
  const [, width, height, says] = /^tintype-test-image (\d+)x(\d+) (\{.*\})$/.exec(line) ?? [];
  if (says === undefined)
    throw new ImageRefused("image_unsupported", "This is not a test image: make it by testImage().");
  return { image: JSON.parse(says), width: Number(width), height: Number(height) };
}

function checkLimits(width: number, height: number, frames: number, { limits }: DevelopmentPlan): void {
  const refuse = (what: string) => new ImageRefused("image_too_large", `This photo has ${what}: make it smaller.`);
  if (Math.max(width, height) > limits.side) throw refuse(`a side of more than ${limits.side} pixels`);
  if (frames > limits.frames) throw refuse(`more than ${limits.frames} frames`);
  if (width * height * frames > limits.pixels) throw refuse(`more than ${limits.pixels} pixels`);
}

function render(
  { width, height, sha256, frames: all }: Inspected,
  { transparent = false }: TestImage,
  { name, edge = Number.POSITIVE_INFINITY, format, moves = false }: RenditionPlan,
): DevelopedRendition {
  const scale = Math.min(1, edge / Math.max(width, height));
  const fitted = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  const faithful = all > 1 ? "webp" : transparent ? "png" : "jpeg";
  const contentType = `image/${format === "faithful" ? faithful : format}`;
  const frames = format === "faithful" || (moves && format === "webp") ? all : 1;
  const body = new TextEncoder().encode(`tintype-test-rendition ${name} ${fitted.width}x${fitted.height} ${sha256}\n`);
  return { kind: "rendition", name, contentType, ...fitted, frames, body };
}

const endOf = (end: NonNullable<TestImage["ends"]>): Error =>
  end === "image_crashed" || end === "image_timeout"
    ? new ImageProcessorFailed(end, "The test image brought the processor down, as it said it would.")
    : new ImageRefused(end, "The test image wanted to be refused, as it said it would.");
