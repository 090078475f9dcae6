// Stands before everything that runs TypeScript sources directly. Plain JavaScript: an old Node must be able to read it.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const stripsTypes = major >= 24 || (major === 22 && minor >= 18);

if (!stripsTypes) {
  console.error(
    `Tintype needs Node 24 (22.18 at least) and found ${process.versions.node}: install Node 24 from https://nodejs.org and try again.`,
  );
  process.exit(1);
}
