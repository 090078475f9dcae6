export { type Composer, type Composition, compose } from "./compose.ts";
