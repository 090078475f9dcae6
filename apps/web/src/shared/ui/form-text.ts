/** Reads what stands in a form's fields by their names. */
export function formText(form: HTMLFormElement): (name: string) => string {
  const said = new FormData(form);
  return (name) => {
    const value = said.get(name);
    return typeof value === "string" ? value : "";
  };
}
