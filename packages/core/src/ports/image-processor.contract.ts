import { sourceOf, streamOf } from "./byte-streams.fixture.ts";
import type { ContractRunner, Open } from "./contract-runner.ts";
import type { DevelopmentPlan, DevelopmentStep, ImageProcessor } from "./image-processor.ts";

/**
 * Bytes that the adapter under test takes for …
 * - `good`: an undamaged photo of one frame, 600 × 400 as a person sees it; `other`: another one, of the same size
 * - `turned`: 400 × 600 as a person sees it, however it lies in the file
 * - `small`: 48 × 32
 * - `moving`: 48 × 32, in 5 frames that follow one another
 * - `transparent`: 48 × 32, and one can look through some of it
 * - `readable`: a photo with some damage that can be developed all the same
 * - `damaged`: a photo that cannot be read; `unsupported`: no photo
 * - `huge`: a header that claims 60,000 × 60,000 pixels, whatever follows
 * - `crashing`, `endless`: what brings the processor down, and what it never gets done with (isolated ones alone)
 */
export type OriginalKind =
  | "good"
  | "other"
  | "turned"
  | "small"
  | "moving"
  | "transparent"
  | "readable"
  | "damaged"
  | "unsupported"
  | "huge"
  | "crashing"
  | "endless";

export interface ImageProcessorFixture {
  readonly images: ImageProcessor;
  original(kind: OriginalKind): Promise<{ readonly bytes: Uint8Array; readonly sha256: string }>;
}

export interface ImageProcessorTraits {
  /** Outlives bytes that bring down the code that reads them. */
  readonly isolated: boolean;
}

const plan: DevelopmentPlan = {
  renditions: [
    { name: "thumb", edge: 120, format: "webp", quality: 80 },
    { name: "large", edge: 480, format: "jpeg", quality: 80 },
    { name: "medium", edge: 240, format: "webp", quality: 80 },
  ],
  limits: { bytes: 10_000_000, pixels: 50_000_000, side: 16_000, frames: 50 },
};

/** What every `ImageProcessor` does. */
export function describeImageProcessor(
  { describe, it, expect }: ContractRunner,
  name: string,
  open: Open<ImageProcessorFixture>,
  { isolated }: ImageProcessorTraits,
): void {
  /** Develops bytes to the end. */
  const develop = async (images: ImageProcessor, bytes: Uint8Array, wanted = plan): Promise<DevelopmentStep[]> =>
    collect(images.develop(streamOf(bytes), wanted));
  const limitedTo = (limits: Partial<DevelopmentPlan["limits"]>): DevelopmentPlan => ({
    ...plan,
    limits: { ...plan.limits, ...limits },
  });
  const expectRefusal = async (developing: Promise<unknown>, reason: string): Promise<void> => {
    const error = await rejectionOf(developing);
    expect(error).toMatchObject({ code: "image_refused", reason });
    // A sentence for the owner.
    expect(error?.message).toMatch(/^[A-Z].{15,}\.$/s);
  };

  describe(`ImageProcessor: ${name}`, () => {
    describe("a good photo", () => {
      it("is inspected, shown by the first rendition and the preview, then by the others, and finished", async () => {
        await using fixture = await open();
        const steps = await develop(fixture.images, (await fixture.original("good")).bytes);
        const order = steps.map((step) => (step.kind === "rendition" ? step.name : step.kind));
        expect(order.slice(0, 3)).toEqual(["inspected", "thumb", "preview"]);
        expect(order.slice(3, 5).toSorted()).toEqual(["large", "medium"]);
        expect(order.slice(5)).toEqual(["finished"]);
      });

      it("is described by what its bytes are", async () => {
        await using fixture = await open();
        const { bytes, sha256 } = await fixture.original("good");
        const [inspected] = await develop(fixture.images, bytes);
        expect(inspected).toMatchObject({ sha256, bytes: bytes.length, width: 600, height: 400, frames: 1 });
        expect(inspected).toMatchObject({ kind: "inspected", contentType: `image/${formatOf(inspected)}` });
      });

      it("is the same however its bytes arrive", async () => {
        await using fixture = await open();
        const { bytes } = await fixture.original("good");
        const whole = await develop(fixture.images, bytes);
        const crumbs = await collect(fixture.images.develop(streamOf(bytes, [7]), plan));
        expect(sorted(crumbs)).toEqual(sorted(whole));
      });

      it("has renditions of the wanted sizes and types", async () => {
        await using fixture = await open();
        const steps = await develop(fixture.images, (await fixture.original("good")).bytes);
        expect(sizesOf(steps)).toEqual({
          thumb: "120x80 image/webp",
          medium: "240x160 image/webp",
          large: "480x320 image/jpeg",
        });
        for (const step of steps) if (step.kind === "rendition") expect(step.body.length).toBeGreaterThan(20);
      });

      it("has a thumbhash and a colour", async () => {
        await using fixture = await open();
        const steps = await develop(fixture.images, (await fixture.original("good")).bytes);
        const preview = steps.find((step) => step.kind === "preview");
        expect(preview?.placeholder).toMatch(/^[A-Za-z0-9+/]{7,34}={0,2}$/);
        expect(preview?.colour).toMatch(/^#[0-9a-f]{6}$/);
      });

      it("gives no cause for warnings", async () => {
        await using fixture = await open();
        const steps = await develop(fixture.images, (await fixture.original("good")).bytes);
        expect(steps.at(-1)).toEqual({ kind: "finished", warnings: [] });
      });

      it("may want a single rendition", async () => {
        await using fixture = await open();
        const single = { ...plan, renditions: plan.renditions.slice(1, 2) };
        const steps = await develop(fixture.images, (await fixture.original("good")).bytes, single);
        expect(steps.map(({ kind }) => kind)).toEqual(["inspected", "rendition", "preview", "finished"]);
        expect(sizesOf(steps)).toEqual({ large: "480x320 image/jpeg" });
      });

      it("may be developed beside many others", async () => {
        await using fixture = await open();
        const originals = await Promise.all([fixture.original("good"), fixture.original("other")]);
        const many = Array.from({ length: 12 }, (_, i) => originals[i % 2] ?? originals[0]);
        const all = await Promise.all(many.map(({ bytes }) => develop(fixture.images, bytes)));
        expect(all.map(([first]) => first)).toMatchObject(many.map(({ sha256 }) => ({ sha256 })));
        expect(all.map((steps) => steps.length)).toEqual(many.map(() => 6));
      });
    });

    it("shows a photo upright", async () => {
      await using fixture = await open();
      const steps = await develop(fixture.images, (await fixture.original("turned")).bytes);
      expect(steps[0]).toMatchObject({ width: 400, height: 600 });
      expect(sizesOf(steps)["large"]).toBe("320x480 image/jpeg");
    });

    it("never enlarges", async () => {
      await using fixture = await open();
      const steps = await develop(fixture.images, (await fixture.original("small")).bytes);
      expect(sizesOf(steps)).toEqual({
        thumb: "48x32 image/webp",
        medium: "48x32 image/webp",
        large: "48x32 image/jpeg",
      });
    });

    describe("in full size, and with all that there is to see,", () => {
      const copy: DevelopmentPlan = { ...plan, renditions: [{ name: "copy", format: "faithful", quality: 90 }] };
      const outcomeOf = async (kind: OriginalKind): Promise<unknown> => {
        await using fixture = await open();
        const steps = await develop(fixture.images, (await fixture.original(kind)).bytes, copy);
        expect(steps.map((step) => step.kind)).toEqual(["inspected", "rendition", "preview", "finished"]);
        return framesOf(steps)["copy"];
      };

      it("a photo becomes a JPEG", async () => {
        expect(await outcomeOf("good")).toBe("600x400 image/jpeg, 1");
        expect(await outcomeOf("turned")).toBe("400x600 image/jpeg, 1");
      });

      it("what is transparent becomes a PNG", async () => {
        expect(await outcomeOf("transparent")).toBe("48x32 image/png, 1");
      });

      it("what moves becomes a WebP", async () => {
        expect(await outcomeOf("moving")).toBe("48x32 image/webp, 5");
      });
    });

    it("shows what moves by its first frame, and in motion where that is wanted of a WebP", async () => {
      await using fixture = await open();
      const moving = plan.renditions.map((rendition) => ({ ...rendition, moves: rendition.name !== "thumb" }));
      const steps = await develop(fixture.images, (await fixture.original("moving")).bytes, {
        ...plan,
        renditions: moving,
      });
      expect(steps[0]).toMatchObject({ width: 48, height: 32, frames: 5 });
      expect(framesOf(steps)).toEqual({
        thumb: "48x32 image/webp, 1",
        medium: "48x32 image/webp, 5",
        large: "48x32 image/jpeg, 1",
      });
    });

    it("develops what is damaged but readable, and says so in the end", async () => {
      await using fixture = await open();
      const steps = await develop(fixture.images, (await fixture.original("readable")).bytes);
      expect(Object.keys(sizesOf(steps)).toSorted()).toEqual(["large", "medium", "thumb"]);
      const finished = steps.at(-1);
      expect(finished?.kind === "finished" && finished.warnings).toMatchObject([{ code: "image_damaged" }]);
    });

    describe("a refusal", () => {
      it("meets no bytes at all", async () => {
        await using fixture = await open();
        await expectRefusal(develop(fixture.images, new Uint8Array()), "image_empty");
      });

      it("meets what is no photo", async () => {
        await using fixture = await open();
        const { bytes } = await fixture.original("unsupported");
        await expectRefusal(develop(fixture.images, bytes), "image_unsupported");
      });

      it("meets what cannot be read", async () => {
        await using fixture = await open();
        await expectRefusal(develop(fixture.images, (await fixture.original("damaged")).bytes), "image_damaged");
      });

      it("meets a header that claims too many pixels", async () => {
        await using fixture = await open();
        await expectRefusal(develop(fixture.images, (await fixture.original("huge")).bytes), "image_too_large");
      });

      it("meets more pixels, longer sides, more frames or more bytes than wanted, and nothing that just fits", async () => {
        await using fixture = await open();
        const { bytes } = await fixture.original("good");
        const fits = { bytes: bytes.length, pixels: 600 * 400, side: 600, frames: 1 };
        expect(await develop(fixture.images, bytes, limitedTo(fits))).toHaveLength(6);
        for (const limit of ["bytes", "pixels", "side", "frames"] as const) {
          const tighter = limitedTo({ ...fits, [limit]: fits[limit] - 1 });
          await expectRefusal(develop(fixture.images, bytes, tighter), "image_too_large");
        }
      });

      it("reads no further once there are more bytes than wanted", async () => {
        await using fixture = await open();
        const { bytes } = await fixture.original("good");
        let more = 0;
        const source = sourceOf(bytes, [bytes.length], (controller) => {
          more += 1;
          controller.enqueue(bytes.slice());
        });
        const limited = limitedTo({ bytes: bytes.length * 4 });
        await expectRefusal(collect(fixture.images.develop(source.stream, limited)), "image_too_large");
        expect(source.cancelled()).toBe(true);
        expect(more).toBeLessThan(10);
      });

      it("leaves photos beside it alone", async () => {
        await using fixture = await open();
        const { bytes } = await fixture.original("good");
        const bad = (["damaged", "unsupported", "huge"] as const).map(async (kind) =>
          develop(fixture.images, (await fixture.original(kind)).bytes),
        );
        const settled = await Promise.allSettled([...bad, develop(fixture.images, bytes)]);
        expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected", "fulfilled"]);
      });
    });

    describe("an original", () => {
      it("is read to its end", async () => {
        await using fixture = await open();
        const { bytes } = await fixture.original("good");
        let isRead = false;
        const source = sourceOf(bytes, undefined, (controller) => {
          isRead = true;
          controller.close();
        });
        await collect(fixture.images.develop(source.stream, plan));
        expect(isRead).toBe(true);
      });

      it("that breaks off ends the development with its own error", async () => {
        await using fixture = await open();
        const { bytes } = await fixture.original("good");
        const { stream } = sourceOf(bytes.slice(0, 20), undefined, (controller) =>
          controller.error(new RangeError("The line went dead.")),
        );
        const error = await rejectionOf(collect(fixture.images.develop(stream, plan)));
        expect(error?.message).toBe("The line went dead.");
      });

      it("is cancelled when the caller had given up before", async () => {
        await using fixture = await open();
        const source = sourceOf((await fixture.original("good")).bytes);
        const options = { signal: AbortSignal.abort(new RangeError("Never mind.")) };
        const error = await rejectionOf(collect(fixture.images.develop(source.stream, plan, options)));
        expect(error?.message).toBe("Never mind.");
        expect(source.cancelled()).toBe(true);
      });

      it("is cancelled when the caller gives up while it arrives", async () => {
        await using fixture = await open();
        const caller = new AbortController();
        const source = sourceOf(new Uint8Array(1), undefined, async () => {
          caller.abort(new RangeError("Too slow."));
          await new Promise<never>(() => {});
        });
        const steps = fixture.images.develop(source.stream, plan, { signal: caller.signal });
        const error = await rejectionOf(collect(steps));
        expect(error?.message).toBe("Too slow.");
        expect(source.cancelled()).toBe(true);
      });
    });

    it("stops when the caller gives up between two steps, and develops the next photo", async () => {
      await using fixture = await open();
      const { bytes } = await fixture.original("good");
      const caller = new AbortController();
      const seen: string[] = [];
      const developing = async () => {
        for await (const step of fixture.images.develop(streamOf(bytes), plan, { signal: caller.signal })) {
          seen.push(step.kind);
          caller.abort(new RangeError("That is enough."));
        }
      };
      expect((await rejectionOf(developing()))?.message).toBe("That is enough.");
      expect(seen).toEqual(["inspected"]);
      expect(await develop(fixture.images, bytes)).toHaveLength(6);
    });

    it("stops when the iteration ends early, and develops the next photo", async () => {
      await using fixture = await open();
      const { bytes } = await fixture.original("good");
      for (let stopAfter = 1; stopAfter < 6; stopAfter += 1) {
        let seen = 0;
        for await (const _ of fixture.images.develop(streamOf(bytes), plan)) {
          seen += 1;
          if (seen === stopAfter) break;
        }
      }
      expect(await develop(fixture.images, bytes)).toHaveLength(6);
    });

    it(isolated ? "outlives what brings it down" : "refuses what could bring it down", async () => {
      await using fixture = await open();
      const [{ bytes: worst }, { bytes }] = [await fixture.original("crashing"), await fixture.original("good")];
      const [failed, ...others] = await Promise.allSettled(
        [worst, bytes, bytes].map((b) => develop(fixture.images, b)),
      );
      expect(failed).toMatchObject({ status: "rejected", reason: isolated ? crashed : refused });
      expect(others.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
      expect(await develop(fixture.images, bytes)).toHaveLength(6);
    });

    it(isolated ? "ends what takes too long" : "refuses what would take too long", async () => {
      await using fixture = await open();
      const [{ bytes: worst }, { bytes }] = [await fixture.original("endless"), await fixture.original("good")];
      const [failed, ...others] = await Promise.allSettled([worst, bytes].map((b) => develop(fixture.images, b)));
      expect(failed).toMatchObject({ status: "rejected", reason: isolated ? timedOut : refused });
      expect(others.map(({ status }) => status)).toEqual(["fulfilled"]);
      expect(await develop(fixture.images, bytes)).toHaveLength(6);
    });
  });
}

const refused = { code: "image_refused" };
const crashed = { code: "image_processor_failed", reason: "image_crashed" };
const timedOut = { code: "image_processor_failed", reason: "image_timeout" };

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The error that something ends with, or `undefined` where it ends well. */
const rejectionOf = async (work: Promise<unknown>): Promise<Error | undefined> =>
  work.then(
    () => undefined,
    (error: Error) => error,
  );

const formatOf = (step: DevelopmentStep | undefined): string | undefined =>
  step?.kind === "inspected" ? step.format : undefined;

/** `{ thumb: "120x80 image/webp" }` */
const sizesOf = (steps: readonly DevelopmentStep[]): Record<string, string> =>
  Object.fromEntries(
    steps.flatMap((step) =>
      step.kind === "rendition" ? [[step.name, `${step.width}x${step.height} ${step.contentType}`]] : [],
    ),
  );

/** `{ thumb: "120x80 image/webp, 1" }`: the number is that of the frames. */
const framesOf = (steps: readonly DevelopmentStep[]): Record<string, string> =>
  Object.fromEntries(
    steps.flatMap((step) =>
      step.kind === "rendition"
        ? [[step.name, `${step.width}x${step.height} ${step.contentType}, ${step.frames}`]]
        : [],
    ),
  );

/** Renditions after the first come in any order. */
const sorted = (steps: readonly DevelopmentStep[]): DevelopmentStep[] => {
  const place = (step: DevelopmentStep) => (step.kind === "rendition" ? step.name : step.kind);
  return steps.toSorted((a, b) => place(a).localeCompare(place(b)));
};
