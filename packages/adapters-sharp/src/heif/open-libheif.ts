import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** The part of libheif's C interface that is used here (libheif 1.23, wasm32: addresses are numbers). */
export interface Libheif {
  /** The memory. Growing replaces it: ask for it anew after every call. */
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  readonly HEAPU32: Uint32Array<ArrayBuffer>;
  _malloc(bytes: number): number;
  _heif_context_alloc(): number;
  _heif_context_get_security_limits(context: number): number;
  _heif_context_read_from_memory_without_copy(
    error: number,
    context: number,
    bytes: number,
    length: number,
    options: number,
  ): void;
  _heif_context_get_primary_image_handle(error: number, context: number, out: number): void;
  _heif_image_handle_has_alpha_channel(handle: number): number;
  _heif_image_handle_is_premultiplied_alpha(handle: number): number;
  _heif_image_handle_get_luma_bits_per_pixel(handle: number): number;
  _heif_image_handle_get_image_tiling(error: number, handle: number, transformed: number, out: number): void;
  _heif_decoding_options_alloc(): number;
  _heif_decode_image(
    error: number,
    handle: number,
    out: number,
    colourSpace: number,
    chroma: number,
    options: number,
  ): void;
  _heif_image_get_primary_width(image: number): number;
  _heif_image_get_primary_height(image: number): number;
  _heif_image_get_plane_readonly2(image: number, channel: number, outStride: number): number;
  _heif_image_get_decoding_warnings(image: number, first: number, out: number, most: number): number;
}

/**
 * A libheif of its own for one picture: whatever a hostile file does to its memory ends with it, and no memory was
 * anybody else's before. It is loaded and compiled with the first picture that needs it.
 */
export async function openLibheif(): Promise<Libheif> {
  loaded ??= load();
  const { open, compiled } = await loaded;
  return open({
    instantiateWasm(imports, done) {
      const instance = new WebAssembly.Instance(compiled, imports);
      done(instance, compiled);
      return instance.exports;
    },
    print: () => {},
    printErr: () => {},
  });
}

/** The part of Emscripten's `Module` that is used here (emscripten.org: "Module object"). */
interface EmscriptenOptions {
  instantiateWasm(imports: object, done: (instance: WasmInstance, module: WasmModule) => void): object;
  print(line: string): void;
  printErr(line: string): void;
}

// Node's types leave WebAssembly out.
type WasmModule = object;
interface WasmInstance {
  readonly exports: object;
}
declare const WebAssembly: {
  compile(binary: Uint8Array): Promise<WasmModule>;
  readonly Instance: new (module: WasmModule, imports: object) => WasmInstance;
};

interface Loaded {
  readonly open: (options: EmscriptenOptions) => Promise<Libheif>;
  readonly compiled: WasmModule;
}

let loaded: Promise<Loaded> | undefined;

async function load(): Promise<Loaded> {
  const { default: open } = (await import("libheif-js/libheif-wasm/libheif.js")) as unknown as {
    default: Loaded["open"];
  };
  const binary = createRequire(import.meta.url).resolve("libheif-js/libheif-wasm/libheif.wasm");
  return { open, compiled: await WebAssembly.compile(await readFile(binary)) };
}
