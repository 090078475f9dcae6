import type { Camera, ImageFormat, Location, Warning } from "../photos/photo.ts";
import type { CallOptions } from "../shared/call-options.ts";
import { TintypeError } from "../shared/errors.ts";
import type { Sha256 } from "../shared/ids.ts";

/** How one rendition is made. Never enlarged; in sRGB; without any metadata; orientation applied. */
export interface RenditionPlan {
  readonly name: string;
  /** The longest side, in pixels; where none is said it is as large as the original. */
  readonly edge?: number;
  /** `faithful` is what keeps all that there is to see: WebP of what moves, PNG of what is transparent, JPEG of the rest. */
  readonly format: "webp" | "jpeg" | "faithful";
  readonly quality: number;
  /** A WebP moves where the original does, as far as that can be afforded; otherwise it shows the first frame. */
  readonly moves?: boolean;
}

export interface DevelopmentPlan {
  /** The first is made and given out first. */
  readonly renditions: readonly RenditionPlan[];
  readonly limits: {
    readonly bytes: number;
    /** Over all frames. */
    readonly pixels: number;
    readonly side: number;
    readonly frames: number;
  };
}

/** EXIF's own words about time, untouched (CIPA DC-008 4.6.5, 4.6.6); `captureTime` decides what they mean. */
export interface ExifTimes {
  /** `2026:07:01 14:03:22` */
  readonly dateTimeOriginal?: string;
  readonly subSecTimeOriginal?: string;
  readonly offsetTimeOriginal?: string;
  readonly dateTimeDigitized?: string;
  readonly subSecTimeDigitized?: string;
  readonly offsetTimeDigitized?: string;
  readonly dateTime?: string;
  readonly subSecTime?: string;
  readonly offsetTime?: string;
  /** `2026:07:01` */
  readonly gpsDateStamp?: string;
  /** `05:03:22`, UTC */
  readonly gpsTimeStamp?: string;
}

/** What the bytes are; known before a single pixel has been decoded. */
export interface Inspected {
  readonly kind: "inspected";
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly format: ImageFormat;
  readonly contentType: string;
  /** As a person sees it: after orientation. */
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly times: ExifTimes;
  readonly camera?: Camera;
  readonly location?: Location;
}

export interface DevelopedRendition {
  readonly kind: "rendition";
  readonly name: string;
  readonly contentType: string;
  readonly width: number;
  readonly height: number;
  /** More than one where it moves. */
  readonly frames: number;
  readonly body: Uint8Array;
}

/** What can be shown before any rendition has been loaded. */
export interface Preview {
  readonly kind: "preview";
  /** Thumbhash, base64. */
  readonly placeholder: string;
  /** Dominant colour, `#rrggbb`. */
  readonly colour: string;
}

export interface Finished {
  readonly kind: "finished";
  readonly warnings: readonly Warning[];
}

export type DevelopmentStep = Inspected | DevelopedRendition | Preview | Finished;

/** Makes renditions of an original. Input is hostile until it has been re-encoded. */
export interface ImageProcessor {
  /**
   * Develops the bytes of one original: yields `inspected`, then the plan's first rendition, `preview`, the other
   * renditions in any order, and `finished`. The bytes alone decide what they are, never a name or a type.
   * Throws `image_refused` for bytes that cannot become a photo, now or ever; `image_processor_failed` when it was
   * brought down (or ran too long) over them, which may be tried again; both may come after some steps. Ending the
   * iteration early stops the work and frees what it held. `original` is always read to its end or cancelled.
   */
  develop(
    original: ReadableStream<Uint8Array>,
    plan: DevelopmentPlan,
    options?: CallOptions,
  ): AsyncIterable<DevelopmentStep>;
}

export type RefusalReason = "image_empty" | "image_unsupported" | "image_damaged" | "image_too_large";

/** These bytes do not make a photo. The message tells their owner why, and what to do. */
export class ImageRefused extends TintypeError {
  readonly code = "image_refused";
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** The processor died or ran out of time over these bytes: perhaps their fault, perhaps not. */
export class ImageProcessorFailed extends TintypeError {
  readonly code = "image_processor_failed";
  readonly reason: "image_crashed" | "image_timeout";
  constructor(reason: "image_crashed" | "image_timeout", message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
