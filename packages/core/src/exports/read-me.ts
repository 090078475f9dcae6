/** What is in an export, and what is not. */
export const readMe = `This is everything that you have in Tintype.

photos/          your originals, byte for byte as you uploaded them, the trash included
photos-1.json    what is known of each photo: title, caption, tags, capture time, camera, place, the name of
                 your file, its SHA-256, and under "file" where it lies here. A photo without "file" has no
                 original: it never arrived, is still on its way, or could not be read
account.json     who you are
shares.json      your links, with notes, limits and how often they were viewed

Where there are several archives, unpack all of them into one folder; each has a photos-N.json of its own.
What changes while an export is being made may be in it as it was before, or as it was after.

What cannot be taken along:
- your password, and the secret of your authenticator app: they are stored in a form that leads nowhere else,
  or belong to the service that signs you in
- the addresses and passwords of your links: only what can check them is stored, not they themselves
- sessions on your devices
- smaller versions of your photos: they can be made of the originals at any time
`;
