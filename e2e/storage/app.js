// An app as people write it with Amplify; the test calls what it offers.
import { Amplify } from "aws-amplify";
import { fetchAuthSession, signIn } from "aws-amplify/auth";
import { downloadData, getProperties, getUrl, list, remove, uploadData } from "aws-amplify/storage";

const server = document.documentElement.dataset.server;
const config = await (await fetch(`${server}/config.json`)).json();
Amplify.configure({
  Auth: {
    Cognito: {
      userPoolId: config.userPoolId,
      userPoolClientId: config.userPoolClientId,
      userPoolEndpoint: config.userPoolEndpoint,
      identityPoolId: config.identityPoolId,
      identityPoolEndpoint: config.identityPoolEndpoint,
    },
  },
  Storage: { S3: { bucket: config.bucket, region: config.region } },
});

/** With S3 itself there are no options. */
const options = { customEndpoint: new URL(server).host };
const session = async () => {
  const { tokens } = await fetchAuthSession();
  /** @type {{ "tintype:user"?: string }} */
  const claims = tokens.idToken.payload;
  return { token: String(tokens.accessToken), prefix: `u/${claims["tintype:user"]}/` };
};
const api = async (path, init) => {
  const headers = { authorization: `Bearer ${(await session()).token}`, "content-type": "application/json" };
  return (await fetch(`${server}/api${path}`, { headers, ...init })).json();
};
const own = async (name) => (await session()).prefix + name;

window.app = {
  signIn: (username, password) => signIn({ username, password }),
  session,
  upload: async (name, base64, more) => {
    const data = new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]);
    return uploadData({ path: await own(name), data, options: { ...options, ...more } }).result;
  },
  /** So many bytes, in parts; tells how many were told to have been sent. */
  uploadLarge: async (name, bytes) => {
    const steps = [];
    const onProgress = ({ transferredBytes }) => steps.push(transferredBytes);
    const data = new Blob([new Uint8Array(bytes).fill(7)]);
    await uploadData({ path: await own(name), data, options: { ...options, onProgress } }).result;
    return Math.max(...steps);
  },
  uploadElsewhere: (path) => uploadData({ path, data: "x", options }).result,
  download: async (name) => (await downloadData({ path: await own(name), options }).result).body.text(),
  size: async (name) => (await getProperties({ path: await own(name), options })).size,
  address: async (name) => (await fetch((await getUrl({ path: await own(name), options })).url)).text(),
  list: async (folder) => {
    const path = await own(folder);
    const found = await list({ path, options: { ...options, listAll: true } });
    return found.items.map((item) => item.path.slice(path.length));
  },
  pages: async (folder) => {
    const path = await own(folder);
    const sizes = [];
    for (let nextToken; ; ) {
      const page = await list({ path, options: { ...options, pageSize: 2, nextToken } });
      sizes.push(page.items.length);
      nextToken = page.nextToken;
      if (nextToken === undefined) return sizes;
    }
  },
  makePhoto: async (path) => {
    const { photo } = await api("/photos", { method: "POST", body: JSON.stringify({ incomingKey: path }) });
    return photo.id;
  },
  stateOf: async (photo) => (await api(`/photos/${photo}`)).state,
  remove: async (name) => void (await remove({ path: await own(name), options })),
};
