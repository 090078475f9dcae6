export interface Cookie {
  read(request: Request): string | undefined;
  /** What `Set-Cookie` says; it is gone after `milliseconds`. */
  write(value: string, milliseconds: number): string;
}

/** A cookie of this host alone that no script sees, and that other sites' forms do not send. */
export function createCookie(name: string, publicUrl: string): Cookie {
  const isSecure = publicUrl.startsWith("https:");
  const fullName = isSecure ? `__Host-${name}` : name;
  return {
    read: (request) =>
      (request.headers.get("cookie") ?? "")
        .split(/; */)
        .find((pair) => pair.startsWith(`${fullName}=`))
        ?.slice(fullName.length + 1),
    write: (value, milliseconds) =>
      `${fullName}=${value}; Path=/; Max-Age=${milliseconds / 1_000}; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`,
  };
}
