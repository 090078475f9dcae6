/** What a browser shows in the end. */
export interface ShownPage {
  readonly url: URL;
  readonly status: number;
  readonly text: string;
}

/** As much of a browser as a sign-in page needs: cookies, redirects within the server, and its first form. */
export interface FormBrowser {
  open(url: string, form?: URLSearchParams): Promise<ShownPage>;
  submit(page: ShownPage, fields: Readonly<Record<string, string>>): Promise<ShownPage>;
}

export function createFormBrowser(origin: string): FormBrowser {
  const cookies = new Map<string, string>();
  const open: FormBrowser["open"] = async (url, form) => {
    const response = await fetch(url, {
      redirect: "manual",
      headers: { origin, cookie: [...cookies].map((pair) => pair.join("=")).join("; ") },
      ...(form && { method: "POST", body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const text = await response.text();
    const location = response.headers.get("location");
    if (location === null) return { url: new URL(url), status: response.status, text };
    const next = new URL(location, url);
    const isCallback = next.origin !== origin || next.pathname === "/sign-in" || next.pathname === "/";
    return isCallback ? { url: next, status: response.status, text } : open(next.href);
  };
  return {
    open,
    submit: (page, fields) => {
      const form = /<form method="post" action="([^"]*)">([\s\S]*?)<\/form>/.exec(page.text) ?? [];
      const hidden = [...(form[2] ?? "").matchAll(/type="hidden" name="([^"]*)"[^>]* value="([^"]*)"/g)];
      const held = hidden.map(([, name = "", value = ""]) => [name, unescaped(value)]);
      const body = new URLSearchParams({ ...Object.fromEntries(held), ...fields });
      return open(new URL(unescaped(form[1] ?? ""), page.url).href, body);
    },
  };
}

const unescaped = (text: string): string =>
  text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
