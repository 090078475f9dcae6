import { type Attributes, context } from "@opentelemetry/api";
import type { DevelopmentStep, ImageProcessor } from "@tintype/core";
import type { Observer } from "./observer.ts";

/** The same processor. The span of a development holds one for every step: how long that was waited for. */
export function observeImages(images: ImageProcessor, observer: Observer): ImageProcessor {
  return {
    ...images,
    develop: (...development) => inSpans(() => images.develop(...development), observer),
  };
}

async function* inSpans(
  develop: () => AsyncIterable<DevelopmentStep>,
  { begin, tracer }: Observer,
): AsyncGenerator<DevelopmentStep, void, undefined> {
  const development = begin("images.develop");
  let failure: readonly [unknown?] = [];
  let startTime = Date.now();
  try {
    for await (const step of context.with(development.context, develop)) {
      const attributes = attributesOf(step);
      tracer.startSpan(`images.${step.kind}`, { attributes, startTime }, development.context).end();
      yield step;
      startTime = Date.now();
    }
  } catch (error) {
    failure = [error];
    throw error;
  } finally {
    development.end(...failure);
  }
}

/** What a picture shows, and where it was taken, is nobody's business here. */
function attributesOf(step: DevelopmentStep): Attributes {
  if (step.kind === "inspected") return { "tintype.format": step.format, "tintype.bytes": step.bytes };
  if (step.kind === "rendition") return { "tintype.rendition": step.name, "tintype.bytes": step.body.byteLength };
  return {};
}
