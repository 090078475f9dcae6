/** The look of all pages: the house's own colours, light and dark, from a phone to a desktop. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1b1a18, #f0eee9);
  --quiet: light-dark(#645f57, #aaa499);
  --paper: light-dark(#f4f1ea, #121110);
  --glow: light-dark(#fdfbf7, #241d16);
  --raised: light-dark(#ffffff, #1f1d1a);
  --line: light-dark(#e3dfd7, #37342f);
  --edge: light-dark(#8f897e, #7a756b);
  --accent: light-dark(#7a4a1d, #e0a970);
  --press: light-dark(#643b15, #ecbd8b);
  --on-accent: light-dark(#ffffff, #1b1a18);
  --lens: light-dark(#fdfbf7, #1f1d1a);
  --bad: light-dark(#a4262c, #ffa3a3);
  --bad-paper: light-dark(#fdf0ef, #3a1f1f);
  font: 16px / 1.5 system-ui, sans-serif;
}
* { box-sizing: border-box; }
body {
  margin: 0;
  min-height: 100vh;
  min-height: 100dvh;
  display: grid;
  place-items: center;
  padding: 1.5rem 1rem;
  color: var(--ink);
  background: radial-gradient(60rem 40rem at 50% -10rem, var(--glow), transparent) var(--paper);
}
main { width: 100%; max-width: 25rem; }
.card {
  padding: 2.25rem 2rem 2rem;
  background: var(--raised);
  border: 1px solid var(--line);
  border-radius: 1.25rem;
  box-shadow: 0 1px 2px rgb(0 0 0 / 0.04), 0 1.25rem 3rem -1.25rem rgb(0 0 0 / 0.22);
}
.mark { display: block; color: var(--accent); }
h1 { margin: 1.25rem 0 0; font-size: 1.5rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.015em; }
p { margin: 0.375rem 0 0; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); }
.quiet strong { color: var(--ink); font-weight: 550; }
nav { display: grid; gap: 0.625rem; margin-top: 1.5rem; }
.provider, .account {
  display: flex;
  align-items: center;
  justify-content: center;
  gap: 0.625rem;
  min-height: 2.875rem;
  padding: 0.5rem 1rem;
  color: var(--ink);
  background: var(--raised);
  border: 1px solid var(--edge);
  border-radius: 0.625rem;
  font-weight: 550;
  text-decoration: none;
}
.provider:hover, .account:hover { border-color: var(--accent); background: var(--glow); }
.or { display: flex; align-items: center; gap: 0.75rem; margin: 1.25rem 0 0; color: var(--quiet); font-size: 0.875rem; }
.or::before, .or::after { content: ""; flex: 1; border-top: 1px solid var(--line); }
form { display: grid; margin-top: 1rem; }
.or + form { margin-top: 0.25rem; }
label { margin: 0.875rem 0 0.3125rem; font-size: 0.875rem; font-weight: 550; }
input {
  width: 100%;
  min-height: 2.875rem;
  padding: 0.5rem 0.75rem;
  font: inherit;
  color: var(--ink);
  background: light-dark(#fdfcfa, #171513);
  border: 1px solid var(--edge);
  border-radius: 0.625rem;
}
input[aria-invalid="true"] { border-color: var(--bad); }
input.code { font-size: 1.5rem; letter-spacing: 0.35em; font-variant-numeric: tabular-nums; text-align: center; }
button {
  min-height: 2.875rem;
  margin-top: 1.25rem;
  padding: 0.5rem 1rem;
  font: inherit;
  font-weight: 600;
  color: var(--on-accent);
  background: var(--accent);
  border: 1px solid var(--accent);
  border-radius: 0.625rem;
  cursor: pointer;
}
button:hover { background: var(--press); border-color: var(--press); }
button.account { width: 100%; margin-top: 0; color: var(--ink); background: var(--raised); border-color: var(--edge); justify-content: flex-start; }
.people { display: grid; gap: 0.625rem; margin-top: 0.5rem; }
label.check { display: flex; gap: 0.5rem; align-items: center; font-weight: 400; }
label.check input { width: 1.125rem; min-height: 1.125rem; accent-color: var(--accent); }
button.plain { margin-top: 0; color: var(--accent); background: none; border-color: transparent; }
a { color: var(--accent); text-underline-offset: 0.15em; }
.aside { margin-top: 0.625rem; font-size: 0.875rem; }
.card > .aside { margin-top: 1.25rem; text-align: center; }
.trouble {
  margin-top: 1.25rem;
  padding: 0.625rem 0.875rem;
  color: var(--bad);
  background: var(--bad-paper);
  border-radius: 0.625rem;
  font-size: 0.9375rem;
}
.news { margin-top: 1.25rem; padding: 0.625rem 0.875rem; background: var(--glow); border: 1px solid var(--line); border-radius: 0.625rem; }
.note { margin-top: 1.25rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.875rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media (max-width: 30rem) {
  body { place-items: start center; padding: 0; background: var(--raised); }
  .card { padding: 2.5rem 1.25rem; background: none; border: 0; border-radius: 0; box-shadow: none; }
}
`;
