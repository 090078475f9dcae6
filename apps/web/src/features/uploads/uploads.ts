import type { PhotoView } from "@tintype/core";
import type { ApiProblem } from "../../shared/api/api-problem.ts";
import type { KeptFiles } from "./kept-files.ts";
import type { SendFileOptions, sendFile } from "./send-file.ts";
import type { UploadItem } from "./upload-item.ts";
import type { UploadList } from "./upload-list.ts";

export interface UploadsOptions {
  readonly owner: string;
  readonly kept: KeptFiles;
  readonly newId: () => string;
  readonly refuse: (file: File) => ApiProblem | undefined;
  readonly send: (
    item: UploadItem,
    file: File,
    steps: Pick<SendFileOptions, "signal" | "onProgress" | "onSending">,
  ) => ReturnType<typeof sendFile>;
  /** Takes back what was announced. */
  readonly abandon: (photo: PhotoView) => Promise<void>;
  /** Resolves when it may be better; undefined where waiting does not help. */
  readonly patience: (error: unknown, tries: number) => Promise<void> | undefined;
  /** Is told of each photo whose bytes are here. */
  readonly onPhoto: (photo: PhotoView) => void;
}

/** Every file that somebody chose, until it is put away. */
export interface Uploads extends Pick<UploadList, "items" | "subscribe"> {
  /** A file that is on its way already is not taken twice; one that is `missing` goes on. */
  add(files: readonly File[]): void;
  pause(id: string): void;
  /** Whether the file is at hand: after a failure for good, or where it has to be chosen again, it is not. */
  canGoOn(id: string): boolean;
  /** After a pause, and after a failure. */
  goOn(id: string): void;
  /** Takes back what is on its way, and forgets it. A photo that is here stays. */
  remove(id: string): void;
  /** Forgets what has come to its end. */
  clear(): void;
  /** Goes on with what was under way when the page was left. */
  restore(): Promise<void>;
  /** Whether something would have to be chosen again if the page were left now. */
  isAtRisk(): boolean;
  /** Stops everything until it is restored; what is kept goes on the next time. */
  close(): void;
  /** Stops everything, and keeps nothing: whoever was here has left. */
  forgetAll(): void;
}
