/* One story: a photo is announced, developed, shared, and looked at. */

const photoId = "01KAGSM1A0T4C9Q6J8R2Z5V7WX";
const shareId = "01KAGT9C40E2B7H5N3M8Q1R6SY";
const sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const signature = "Policy=eyJTdGF0ZW1lbnQiOltdfQ__&Signature=Jk3~&Key-Pair-Id=K2JCJMDEHXQW5F&Hash-Algorithm=SHA256";
const origin = "https://photos.example.com";

const rendition = {
  url: `${origin}/p/01kagsm1a0t4c9q6j8r2z5v7wx/01kagsm1a1k8d2f6g0h4j7m9np/thumb.webp?${signature}`,
  width: 480,
  height: 320,
  contentType: "image/webp",
};

const announced = {
  id: photoId,
  state: "initiated",
  fileName: "IMG_2041.jpg",
  tags: [],
  visibility: "private",
  contentType: "image/jpeg",
  bytes: 5_482_311,
  createdAt: "2026-11-20T09:30:00.000Z",
  updatedAt: "2026-11-20T09:30:00.000Z",
  revision: 1,
};

const capturedAt = { local: "2026-11-19T16:03:22.000", offset: "+09:00", source: "original" };
const camera = { make: "FUJIFILM", model: "X-T5", exposure: "1/250", aperture: 5.6, iso: 400, focalLength: 35 };
const location = { latitude: 37.5665, longitude: 126.978, altitude: 38 };

const seen = {
  title: "First snow",
  width: 6_000,
  height: 4_000,
  capturedAt,
  placeholder: "1QcSHQRnh493V4dIh4eXh1h4kJUI",
  colour: "#7f8c8d",
  renditions: { thumb: rendition },
};

const photo = {
  ...announced,
  ...seen,
  state: "ready",
  tags: ["winter", "Seoul"],
  sha256,
  camera,
  location,
  updatedAt: "2026-11-20T09:30:04.210Z",
  revision: 2,
};

const share = {
  id: shareId,
  photo: photoId,
  createdAt: "2026-11-20T10:00:00.000Z",
  expiresAt: "2026-11-27T10:00:00.000Z",
  hasPassword: true,
  download: "none",
  maxViews: 20,
  views: 3,
  lastViewedAt: "2026-11-20T10:12:41.007Z",
  note: "For the family",
  revision: 1,
};

const upload = {
  kind: "put",
  method: "PUT",
  url: `${origin}/blobs/incoming/t/01kagsm1a0t4c9q6j8r2z5v7wx/01kagsm1a1k8d2f6g0h4j7m9np?ticket=Jk3`,
  headers: { "content-type": "image/jpeg" },
  expiresAt: "2026-11-20T10:30:00.000Z",
};

const post = {
  kind: "post",
  method: "POST",
  url: `${origin}/blobs/incoming`,
  fields: {
    key: "t/01kagsm1a0t4c9q6j8r2z5v7wx/01kagsm1a1k8d2f6g0h4j7m9np",
    "Content-Type": "image/jpeg",
    policy: "eyJrZXkiOiJ0LzAxIn0",
    "x-amz-signature": "Jk3",
  },
  expiresAt: "2026-11-20T10:30:00.000Z",
};

const partUrl = `${origin}/blobs/incoming/t/01kagsm1a0t4c9q6j8r2z5v7wx/01kagsm1a1k8d2f6g0h4j7m9np?partNumber=2&ticket=Jk3`;
const multipart = {
  kind: "multipart",
  uploadId: "01kagsm1a2v5b8n1m4k7j0h3g6",
  partBytes: 5_242_880,
  parts: [{ number: 2, url: partUrl, headers: {} }],
  received: [{ number: 1, bytes: 5_242_880, etag: "34x2o0-18vz" }],
  expiresAt: "2026-11-20T10:30:00.000Z",
};

const guestPhoto = { id: photoId, ...seen };
const owner = { displayName: "Ana" };
const guestShare = { kind: "photo", expiresAt: share.expiresAt, download: "none", owner };

const apiKey = {
  id: "01KAGSJZZ0K7N4M2P8Q6R1S3T5",
  name: "Photo frame",
  prefix: "tintype_Zm9y",
  scopes: ["photos:read"],
  rate: 10,
  burst: 20,
  monthlyQuota: 10_000,
  usage: { month: "2026-11", calls: 311 },
  lastUsedAt: "2026-11-20T09:00:00.000Z",
  createdAt: "2026-11-01T08:12:44.310Z",
  revision: 1,
} as const;

export const examples = {
  Photo: photo,
  PhotoList: { items: [photo], next: "o0h4YyX2nC.MjAyNi0xMS0xOVQxNjowMzoyMi4wMDA" },
  MonthList: {
    items: [
      { month: "2026-11", count: 42 },
      { month: "2026-07", count: 311 },
    ],
  },
  PhotoBatch: { ids: [photoId, "01KAGSM1A0T4C9Q6J8R2Z5V7WY"], action: "tag", tags: ["winter"] },
  PhotoBatchOutcome: { done: [photoId], refused: [{ id: "01KAGSM1A0T4C9Q6J8R2Z5V7WY", code: "photo_not_found" }] },
  CreatedPhoto: { photo: announced, upload },
  NewPhoto: { fileName: "IMG_2041.jpg", contentType: "image/jpeg", bytes: 5_482_311, sha256, tags: ["winter"] },
  EncodedPhoto: { image: "/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==", fileName: "IMG_2041.jpg", tags: ["winter"] },
  IncomingPhoto: { incomingKey: "u/01KAGSJZZ0A3X5C7V9B1N2M4QW/IMG_2041.jpg", title: "First snow" },
  UploadRequest: { method: "PUT", key: photoId, uploadId: multipart.uploadId, partNumber: 2 },
  SignedUploadRequest: { url: partUrl, headers: {} },
  UploadCompletion: { parts: [{ number: 1, etag: "34x2o0-18vz" }] },
  PhotoChanges: { title: "First snow", caption: null, tags: ["winter", "Seoul"] },
  Rendition: rendition,
  CapturedAt: capturedAt,
  Camera: camera,
  Location: location,
  Failure: { code: "image_unsupported", detail: "This is no image that can be developed: send a JPEG, PNG or WebP." },
  Warning: { code: "metadata_damaged", detail: "What the camera wrote into this file cannot be read." },
  UploadTicket: upload,
  PutUpload: upload,
  PostUpload: post,
  MultipartUpload: multipart,
  DownloadLink: {
    url: `${origin}/dl/o/01kagsm1a0t4c9q6j8r2z5v7wx/01kagsm1a1k8d2f6g0h4j7m9np.jpg?${signature}`,
    expiresAt: "2026-11-20T12:00:00.000Z",
  },
  Share: share,
  ShareList: { items: [share] },
  CreatedShare: { share, url: `${origin}/s/hT3pXw0yqkB9u2Zs6Vn1dRfL8mJc4EaGoYiQb7KtMxU` },
  NewShare: { expiresIn: 604_800, password: "snow", maxViews: 20, note: "For the family" },
  ShareChanges: { expiresAt: "2026-12-24T18:00:00.000Z", maxViews: null },
  ShareDescription: { needsPassword: true, expiresAt: share.expiresAt, kind: "photo", owner },
  ShareKey: { password: "snow" },
  OpenedShare: {
    grant: `${shareId}.1.1795170000000.q4mT9vXw0yqkB9u2Zs6Vn1dRfL8mJc4EaGoYiQb7KtM`,
    expiresAt: "2026-11-20T10:42:41.007Z",
    share: guestShare,
    photos: [guestPhoto],
  },
  GuestShare: guestShare,
  GuestPhoto: guestPhoto,
  GuestPhotoList: { items: [guestPhoto] },
  Account: {
    id: "01KAGSJZZ0A3X5C7V9B1N2M4QW",
    email: "ana@snow.example",
    displayName: "Ana",
    plan: "free",
    usage: { photos: 1, bytes: 5_482_311, limits: { photos: 10_000, bytes: 5_368_709_120 } },
    revision: 1,
  },
  AccountChanges: { displayName: "Ana" },
  NewApiKey: { name: "Photo frame", scopes: ["photos:read"], monthlyQuota: 10_000 },
  ApiKey: apiKey,
  CreatedApiKey: { apiKey, key: "tintype_Zm9yIGRvY3VtZW50YXRpb24gb25seSwgbm90IGEga2V5" },
  ApiKeyList: { items: [apiKey] },
  TemporaryCredentials: {
    accessKeyId: "ASIAIOSFODNN7EXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    sessionToken: "IQoJb3JpZ2luX2VjEXAMPLE",
    expiresAt: "2026-11-20T10:30:00.000Z",
    bucket: "tintype-prod-incoming",
    prefix: "u/01KAGSJZZ0A3X5C7V9B1N2M4QW/",
    region: "eu-central-1",
  },
  Export: {
    id: "01KAGSJZZ0E5X9P2R4T6V8W1Y3",
    state: "ready",
    requestedAt: "2026-11-20T09:30:00.000Z",
    expiresAt: "2026-11-27T09:31:12.000Z",
    files: [
      {
        url: "https://photos.example.com/dl/x/01kagsjzz0a3x5c7v9b1n2m4qw/01kagsk1b2c3d4e5f6g7h8j9k0/tintype-1.zip?Policy=eyJTdGF0ZW1lbnQ_&Key-Pair-Id=K2JCJMDEHXQW5F&Signature=nitfHRCrtziwO2HwPfWw&Hash-Algorithm=SHA256",
        expiresAt: "2026-11-20T11:00:00.000Z",
        bytes: 1_205_482_311,
        photos: 312,
      },
    ],
  },
  ClientConfig: {
    region: "eu-central-1",
    userPoolId: "eu-central-1_Ab12Cd34E",
    userPoolClientId: "4f8k2m6p0q9r3s7t1u5v",
    legacyClientId: "7h1j5k9m3n8p2q6r0s4t",
    identityPoolId: "eu-central-1:3f1c5a7e-2b4d-4e6f-8a9b-0c1d2e3f4a5b",
    bucket: "tintype-prod-incoming",
    api: `${origin}/api`,
    limits: { originalBytes: 52_428_800, directBytes: 4_194_304, pixels: 100_000_000, side: 16_384 },
  },
  Status: { status: "ok" },
  Problem: {
    type: "urn:tintype:problem:invalid_input",
    title: "Not acceptable as it is",
    status: 422,
    code: "invalid_input",
    detail: "tags.0: must not be empty",
    instance: `/api/photos/${photoId}`,
    requestId: "6f1d2c3b-9a8e-4f70-8d21-0c5b7e9a1f43",
    errors: [{ path: "tags.0", code: "custom", message: "must not be empty" }],
  },
};
