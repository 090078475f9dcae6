import "./qr-code.css";
import { generate } from "lean-qr";

/** Light modules around the code, by which readers find it (ISO/IEC 18004 section 6.3.8). */
const margin = 4;

/** `text` for a phone's camera, drawn here: it is told to nobody. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const code = generate(text);
  const places = Array.from({ length: code.size }, (_, index) => index);
  const dark = places.flatMap((y) => places.filter((x) => code.get(x, y)).map((x) => `M${x} ${y}h1v1h-1z`));
  const side = code.size + 2 * margin;
  return (
    <svg className="qr-code" viewBox={`${-margin} ${-margin} ${side} ${side}`} role="img" aria-label={label}>
      <path d={dark.join("")} />
    </svg>
  );
}
