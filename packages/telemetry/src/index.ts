export { createObservedTintype } from "./create-observed-tintype.ts";
export {
  type AnsweredRequest,
  type AskedRequest,
  createRequestObserver,
  type RequestFacts,
  type RequestObserver,
} from "./create-request-observer.ts";
export { createObserver, type Observer, type ObserverOptions, type Work, type WorkOptions } from "./observer.ts";
