import { isIP } from "node:net";

/**
 * Tells whether a `Host` is one of this server's: the public address's, this machine's, or a number. A page whose own name
 * was made to lead here (DNS rebinding) would count as ours in its browser otherwise, and could read the mailbox; numbers
 * cannot be made to lead elsewhere.
 */
export function createNamesUs(publicUrl: string): (host: string | undefined) => boolean {
  const ours = new URL(publicUrl).hostname;
  return (host) => {
    // No browser leaves it out.
    if (host === undefined) return true;
    if (!URL.canParse(`http://${host}`)) return false;
    const { hostname } = new URL(`http://${host}`);
    return (
      hostname === ours ||
      hostname === "localhost" ||
      hostname.endsWith(".localhost") ||
      isIP(hostname.replace(/^\[(.*)\]$/, "$1")) !== 0
    );
  };
}
