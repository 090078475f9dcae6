import type { Settings } from "@tintype/core";
import type { examples } from "./examples.ts";
import type { Json } from "./json-schema.ts";

export type ComponentName = keyof typeof examples;

/** What is said of a schema, and of its properties where their names do not say it all. */
export type Words = Readonly<Record<string, string | Json>> & { readonly description: string };

export function wordsFor({ original, renditions, lifetimes }: Settings): Readonly<Record<ComponentName, Words>> {
  const names = renditions.map(({ name }) => `\`${name}\``).join(", ");
  const renditionsByName = `By name: ${names}. The first is there first.`;
  const days = (milliseconds: number) => `${milliseconds / 86_400_000} days`;
  const text = "null removes it";
  const paging = { next: "The `cursor` of the following page; absent on the last one." };
  return {
    Photo: {
      description: "A photo as its owner sees it. What is not known, or does not apply, is absent.",
      state:
        "`initiated`: announced, the bytes are awaited. `uploaded`, `processing`: it is being developed. `ready`, `failed` (see `failure`), `trashed`.",
      warnings: "What its owner should know about a photo that is ready all the same.",
      contentType: "What the client said, until the bytes are known; then what they are.",
      bytes: "Of the original.",
      sha256: "Of the original, in lower-case hex.",
      width: "In pixels, upright.",
      height: "In pixels, upright.",
      placeholder: "A thumbhash in base64, to show until a rendition has loaded.",
      colour: "The dominant colour, `#rrggbb`.",
      renditions: renditionsByName,
      purgeAt: `When the trash lets go of it: ${days(lifetimes.trash)} after \`trashedAt\`.`,
      revision: "Counts the owner's changes: what `If-Match` takes.",
    },
    PhotoList: { description: "A page of photos.", ...paging },
    MonthList: {
      description: "The months of a library: `month` as `2026-11`, in the local time of the photos.",
    },
    PhotoBatch: {
      description: "Photos, and what to do with each of them.",
      ids: "One that comes twice is changed once. One that you do not have is refused with `photo_not_found`.",
      action:
        "`trash` and `purge` as for one photo (a photo on its way has nothing to keep), `restore` from the trash, `tag` adds tags behind those that there are, `untag` takes them away.",
      tags: "Which to add or to take away; for `tag` and `untag` alone, and needed there.",
    },
    PhotoBatchOutcome: {
      description: "Every photo that was named, once, in the order in which they were named.",
      done: "As it was asked for now, also where it was so before.",
      refused: "`code` is that of the problem that one photo alone would have been answered with.",
    },
    Rendition: {
      description: "A re-encoded picture, in sRGB and without metadata.",
      url: "Signed: it needs no token, and is the same for about an hour.",
    },
    CapturedAt: {
      description:
        "When a photo was taken, by the camera's clock. Without `offset` it floats: no time zone is guessed.",
      local: "The camera's local time.",
      offset: "From UTC, where it is known.",
      source: "Which field of the file said so.",
    },
    Camera: {
      description: "What a photo was taken with.",
      exposure: "Seconds, as cameras write them: `1/250`, `2.5`.",
      aperture: "The f-number.",
      focalLength: "Millimetres.",
    },
    Location: {
      description: "Where a photo was taken. Nobody but its owner ever sees it.",
      latitude: "Degrees (WGS 84).",
      longitude: "Degrees (WGS 84).",
      altitude: "Metres above sea level.",
    },
    Failure: {
      description: "Why a photo failed.",
      code: "For programs.",
      detail: "What happened, and what to do, in a sentence for people.",
    },
    Warning: {
      description: "What its owner should know about a photo that is ready all the same.",
      code: "For programs.",
      detail: "A sentence for people.",
    },
    NewPhoto: {
      description: "A photo that will be sent.",
      contentType: "Sent with the bytes; which type they really are, the bytes alone decide.",
      bytes: { description: "Exactly as many as will be sent.", maximum: original.bytes },
      sha256: "Other bytes make the photo `failed`. If you have a photo with this hash, it is the answer.",
      upload: "How to send the bytes: by one PUT, by a form, or in parts, which can be resumed.",
    },
    EncodedPhoto: {
      description: "A small photo, sent in JSON.",
      image: `The bytes in base64 (RFC 4648 section 4), with padding and without line breaks; at most ${original.directBytes} when decoded.`,
    },
    IncomingPhoto: {
      description: "A photo of bytes that you put into the bucket with temporary credentials.",
      incomingKey:
        "Their key, which begins with your own prefix: as S3 takes it, of 1,024 bytes in UTF-8 at most, but without control characters and without empty, `.` or `..` segments.",
      fileName: "Its last segment unless told.",
      sha256: "Other bytes make the photo `failed`. If you have a photo with this hash, it is the answer.",
    },
    CreatedPhoto: {
      description: "A photo, with the ticket for its bytes until they have arrived.",
    },
    UploadTicket: { description: "How to send the bytes, which needs no token: by `kind`, as `upload` asked for it." },
    PutUpload: {
      description: "One request, to be sent exactly like this with the bytes as its body.",
      headers: "To be sent as they are, beside the length.",
    },
    PostUpload: {
      description: "One form (`multipart/form-data`), as browsers send it by themselves.",
      fields: "To be sent as they are, all of them and no others; the bytes follow as `file`, the last field.",
    },
    MultipartUpload: {
      description: "One PUT for each part, in any order and with nothing but its bytes; then `completeUpload`.",
      partBytes: "Of each part but the last, which has the rest.",
      parts: "Those that have not arrived: up to a hundred at a time. Ask again (`getUpload`) for more.",
      received: "Those that have arrived.",
    },
    UploadRequest: {
      description: "A request that an S3 client is about to send: Uppy's `PresignableRequest`.",
      key: "Whatever the client calls the photo; its own key holds.",
      uploadId: "Of an upload in parts, but for the request that begins it.",
      partNumber: "Of a part.",
      contentType: "Whatever the client says; what was announced holds.",
      expiresIn: "Seconds, if the address shall not hold as long as it usually does.",
    },
    SignedUploadRequest: {
      description: "Where to send it: Uppy's `PresignedResponse`.",
      headers: "To be sent as they are.",
      fields: "To be sent as a form, with the bytes as `file` after them.",
    },
    UploadCompletion: {
      description: "What you know of the upload.",
      parts: "All parts as they were received, in order of their numbers; without them, what has arrived counts.",
    },
    PhotoChanges: {
      description: "What shall be different; what is absent stays.",
      title: { description: `At most 200 characters as people count them (graphemes); ${text}.` },
      caption: { description: `At most 5,000 characters as people count them (graphemes); ${text}.` },
      tags: { description: `All of them, in place of those that there were; ${text}.` },
    },
    DownloadLink: { description: "An address for some bytes that needs no token, until it expires." },
    Share: {
      description: "A link to a photo as its owner sees it. Its address was told once, when it was made.",
      download: "What guests may take along: nothing, a copy without metadata, or the original.",
      maxViews: "How often it may be opened; without it, as often as people like.",
      note: "For the owner alone.",
    },
    ShareList: {
      description: "A page of links, newest first; the revoked and expired ones are among them.",
      ...paging,
    },
    NewShare: {
      description: `How to share a photo. The link ends at \`expiresAt\`, or after \`expiresIn\`, or after ${days(lifetimes.share)}; in ${days(lifetimes.longestShare)} at the latest.`,
      expiresIn: "Seconds from now.",
      password: "What guests are asked for.",
      note: "For you alone. At most 500 characters as people count them (graphemes).",
    },
    CreatedShare: {
      description: "A new link.",
      url: "What to hand out. It is told this once, and again only to the same `Idempotency-Key`.",
    },
    ShareChanges: {
      description: "What shall be different; what is absent stays.",
      password: { description: `Another one ends every visit that began with the old one; ${text}.` },
      maxViews: { description: `How often it may be opened, counted from the beginning; ${text}.` },
      note: { description: `At most 500 characters as people count them (graphemes); ${text}.` },
    },
    ShareDescription: { description: "What anybody who has a link may know before opening it." },
    ShareKey: { description: "What opens a link.", password: "Where the link needs one." },
    OpenedShare: {
      description: "A visit.",
      grant: "To be sent as `Authorization: Share GRANT` from now on.",
      expiresAt: "When the grant ends.",
    },
    GuestShare: { description: "What a guest is told of the link itself." },
    GuestPhoto: {
      description: "A photo as a guest sees it: nothing of the camera, the place or the file.",
      renditions: `${renditionsByName} The addresses live for at most ${(2 * lifetimes.guestWindow) / 1_000} seconds.`,
    },
    GuestPhotoList: { description: "The photos of a link." },
    Account: {
      description: "An account as its owner sees it.",
      usage: "What counts against the plan: the trash and uploads under way included. `bytes` are those of originals.",
      revision: "Counts the owner's changes: what `If-Match` takes.",
    },
    AccountChanges: {
      description: "What shall be different; what is absent stays.",
      displayName: { description: `At most 100 characters as people count them (graphemes); ${text}.` },
    },
    NewApiKey: {
      description: "A key that a program shall have.",
      name: "What people know it by: 1 to 100 characters as they count them (graphemes).",
      scopes: "`photos:read` also opens originals; `photos:write` uploads, changes and removes.",
      expiresAt: "Without it the key is good until it is revoked.",
      rate: "Calls a second; as many as keys may have where nothing is said, and never more (so below).",
      burst: "Calls at once, after a rest.",
      monthlyQuota: "Calls in a calendar month, UTC.",
    },
    ApiKey: {
      description: "A key as its owner sees it.",
      prefix: "How the key begins.",
      usage: "Calls in the last month in which there were any.",
      lastUsedAt: "To the hour.",
    },
    CreatedApiKey: { description: "A new key.", key: "To be sent as `x-api-key`. It is told this once." },
    ApiKeyList: { description: "All keys that you have, the oldest first." },
    TemporaryCredentials: {
      description:
        "What an AWS SDK signs its requests with (Signature Version 4). Signing out everywhere, or deleting the account, ends them; on AWS itself they go on until `expiresAt`.",
      sessionToken: "To be given to the SDK like the other two.",
      bucket: "Where `prefix` is.",
      prefix: "With a slash at its end. Whatever you name your files, their keys begin with it.",
      endpoint:
        "What to give the SDK as its endpoint, with path-style addresses; absent where the bucket is at S3 itself.",
    },
    Export: {
      description: "Everything that somebody has, packed to be taken along.",
      expiresAt: `When the files go: ${days(lifetimes.export)} after they were ready.`,
      files:
        "ZIP files (ZIP64 where they need it), to be unpacked into one folder; `read-me.txt` in the first says what is in them, and what cannot be. The addresses need no token, and are signed anew each time you ask.",
    },
    ClientConfig: {
      description: "What a client has to know before it can sign in: everything else follows from it.",
      userPoolClientId: "The app client whose refresh tokens rotate.",
      legacyClientId: "The app client for SDKs that know REFRESH_TOKEN_AUTH alone.",
      userPoolEndpoint: "Where the user pool is spoken to, if it is not Cognito's own endpoint of the region.",
      development: "Where nothing is real: an account to try things with, and where mail lies instead of being sent.",
      identityPoolId: "What Amplify needs to be given credentials with: they reach your own prefix of `bucket`.",
      identityPoolEndpoint: "Where the identity pool is spoken to, if it is not Cognito's own endpoint of the region.",
      bucket: "Where temporary credentials let people write.",
      api: "Where the API lies.",
      limits:
        "Of a photo: `originalBytes` by ticket, `directBytes` as a body, `pixels` over all frames, `side` in pixels.",
    },
    Status: { description: "All is well." },
    Problem: {
      description: "What went wrong (RFC 9457).",
      type: { description: "`urn:tintype:problem:` and the code.", format: "uri" },
      title: "The status in words.",
      code: "For programs: it never changes. See the responses of each operation.",
      detail: "A sentence for people.",
      instance: "The path that was asked for; the token of a link is left out.",
      requestId: "What to tell whoever runs the service.",
      errors: "Every field that was wrong: its `path` with dots (`tags.3`), a code, and a sentence.",
    },
  };
}
