export const $ = (id) => document.getElementById(id);

/** A new element with these properties and children. */
export function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** The rendition to look at: the one that moves, or the largest. */
export const shown = (renditions) =>
  Object.values(renditions).find(({ frames }) => frames) ?? renditions.large ?? renditions.medium ?? renditions.thumb;

/** Says something to everybody, with one thing that can be done about it at the most. */
export function say(text, { bad = false, action } = {}) {
  $("message").replaceChildren(text, ...(action ? [" ", action] : []));
  $("message").classList.toggle("bad", bad);
}

/** A listener that says what went wrong, in the words of the server. */
export const attempt = (action) => async (event) => {
  event?.preventDefault();
  try {
    await action(event);
  } catch (error) {
    say(error.message, { bad: true });
  }
};

/** A button that says what it does to what. */
export function button(label, about, action, className = "") {
  const element = make("button", { type: "button", className, ariaLabel: `${label} ${about}` }, label);
  element.addEventListener("click", attempt(action));
  return element;
}
