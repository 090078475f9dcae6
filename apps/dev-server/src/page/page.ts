/** An entry of the page: what people see who have an account, and what they see who follow a link. */
export type Entry = "index" | "share";

/** Where the page comes from: its sources, or what was built of them. */
export interface PageSource {
  document(entry: Entry, status: number): Promise<Response>;
  /** What lies at this path, such as `/assets/index-a1b2c3d4.js`; undefined where nothing does. */
  part(path: string): Promise<Response | undefined>;
  close(): Promise<void>;
}
