export {
  createIsolatedImageProcessor,
  type IsolatedImageProcessor,
  type IsolatedImageProcessorOptions,
} from "./isolated/isolated-image-processor.ts";
export { createSharpImageProcessor, type SharpImageProcessorOptions } from "./sharp-image-processor.ts";
