import * as z from "zod";

/** What a key lets a program do in its owner's name. */
export const Scope = z.enum(["photos:read", "photos:write", "shares:read", "shares:write"]);
export type Scope = z.infer<typeof Scope>;
