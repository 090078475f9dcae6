import type { PhotoId, UploadTicket } from "@tintype/core";

/** One file that the server waits for. */
export interface Parcel {
  readonly file: File;
  readonly photo: PhotoId;
  readonly ticket: UploadTicket;
}

export interface SendOptions {
  /** Stops sending. What has arrived of a file in parts stays, and is not sent again. */
  readonly signal: AbortSignal;
  /** Is told how many bytes have arrived. */
  readonly onProgress: (sent: number) => void;
}

/** Brings a file's bytes to the storage: waits while there is no network, and tries again what broke. */
export type SendBytes = (parcel: Parcel, options: SendOptions) => Promise<void>;
