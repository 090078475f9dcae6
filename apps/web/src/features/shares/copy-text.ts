/**
 * Copies a text, and tells whether it could. Browsers let pages of HTTPS and of this machine write to the clipboard; elsewhere
 * what is selected in `field` is copied as by its reader, and stays selected where even that is refused.
 */
export async function copyText(text: string, field: HTMLInputElement | undefined): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field?.select();
    return document.execCommand("copy");
  }
}
