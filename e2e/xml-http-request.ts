type Listener = (event: { lengthComputable: boolean; loaded: number; total: number }) => void;

/** What Uppy uses of a browser's XMLHttpRequest, over `fetch`: it asks for nothing else, and Node has none. */
export class NodeXmlHttpRequest {
  status = 0;
  statusText = "";
  responseText = "";
  responseType = "";
  withCredentials = false;
  readonly upload: { onprogress?: Listener } = {};
  onload?: () => void;
  onerror?: () => void;
  #method = "GET";
  #url = "";
  readonly #sent = new Headers();
  #received = new Headers();
  readonly #abort = new AbortController();

  open(method: string, url: string): void {
    this.#method = method;
    this.#url = url;
  }

  setRequestHeader(name: string, value: string): void {
    this.#sent.append(name, value);
  }

  getResponseHeader(name: string): string | null {
    return this.#received.get(name);
  }

  abort(): void {
    this.#abort.abort();
  }

  send(body: NonNullable<RequestInit["body"]> | null = null): void {
    const init = { method: this.#method, headers: this.#sent, body, signal: this.#abort.signal };
    fetch(this.#url, init).then(
      async (response) => {
        this.#received = response.headers;
        this.responseText = await response.text();
        this.status = response.status;
        this.statusText = response.statusText;
        const size = body instanceof Blob ? body.size : 0;
        this.upload.onprogress?.({ lengthComputable: true, loaded: size, total: size });
        this.onload?.();
      },
      () => {
        if (!this.#abort.signal.aborted) this.onerror?.();
      },
    );
  }
}
