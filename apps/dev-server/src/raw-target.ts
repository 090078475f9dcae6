const plain = /^(?=\/)(?:\/(?:\.well-known|[A-Za-z0-9_-][A-Za-z0-9._-]*))*\/?(?:\?[!"$-~]*)?$/;

/**
 * Whether a request's target, exactly as it came in, has one spelling only: no empty, dotted or percent-encoded segment
 * (but for `.well-known`, RFC 8615), no backslash in the path, no fragment, nothing outside visible ASCII, and a
 * reasonable length. Everything else is refused before anything parses it, so that no two parts of the server ever read
 * one target differently.
 */
export const isPlainTarget = (target: string): boolean => target.length <= 8_192 && plain.test(target);
