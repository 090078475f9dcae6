import "./share-fields.css";
import type { ShareView } from "@tintype/core";
import { useId, useState } from "react";
import { useWords } from "../../shared/i18n/words.tsx";
import { Button } from "../../shared/ui/button.tsx";
import { TextField } from "../../shared/ui/text-field.tsx";
import { makeSecret } from "./make-secret.ts";
import { daysToChoose, usualDays } from "./share-end.ts";

const downloads = ["none", "copy", "original"] as const;

/** What can be said of a link: of a new one, or of one that there is. `read-share.ts` reads it. */
export function ShareFields({ share }: { readonly share?: ShareView }) {
  const { words } = useWords();
  const { maxViewsHint, noteHint } = words.shares;
  return (
    <div className="share-fields">
      <EndFields kept={share?.expiresAt} />
      <DownloadField chosen={share?.download ?? "none"} />
      <details open={isFurther(share)}>
        <summary>{words.shares.further}</summary>
        <div>
          <PasswordFields isKept={share?.hasPassword ?? false} />
          <div className="side">
            <TextField
              label={words.shares.maxViews}
              name="maxViews"
              type="number"
              inputMode="numeric"
              min={1}
              step={1}
              max={1_000_000}
              defaultValue={share?.maxViews}
              hint={maxViewsHint}
            />
            <TextField
              label={words.shares.note}
              name="note"
              maxLength={500}
              autoComplete="off"
              defaultValue={share?.note}
              hint={noteHint}
            />
          </div>
        </div>
      </details>
    </div>
  );
}

const isFurther = (share: ShareView | undefined): boolean =>
  share !== undefined && (share.hasPassword || share.maxViews !== undefined || share.note !== undefined);

function EndFields({ kept }: { readonly kept: string | undefined }) {
  const { words } = useWords();
  const [chosen, setChosen] = useState(kept === undefined ? "7" : "kept");
  const [days] = useState(() => daysToChoose(Date.now()));
  const id = useId();
  const { end, endIn, endKept, endOther, endDay } = words.shares;
  return (
    <div className="side">
      <div className="text-field">
        <label htmlFor={id}>{end}</label>
        <select id={id} name="end" value={chosen} onChange={({ target }) => setChosen(target.value)}>
          {kept !== undefined && <option value="kept">{endKept(kept)}</option>}
          {usualDays.map((count) => (
            <option key={count} value={count}>
              {endIn(count)}
            </option>
          ))}
          <option value="day">{endOther}</option>
        </select>
      </div>
      {chosen === "day" && <TextField label={endDay} name="day" type="date" required {...days} />}
    </div>
  );
}

function DownloadField({ chosen }: { readonly chosen: ShareView["download"] }) {
  const { words } = useWords();
  const id = useId();
  return (
    <fieldset>
      <legend>{words.shares.download}</legend>
      {downloads.map((kind) => (
        <label key={kind} className="choice">
          <input
            type="radio"
            name="download"
            value={kind}
            defaultChecked={kind === chosen}
            aria-labelledby={`${id}-${kind}`}
            aria-describedby={`${id}-${kind}-about`}
          />
          <span id={`${id}-${kind}`}>{words.shares.downloads[kind]}</span>
          <span id={`${id}-${kind}-about`} className="quiet">
            {words.shares.downloadHints[kind]}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** In sight, since it is there to be told to somebody. */
function PasswordFields({ isKept }: { readonly isKept: boolean }) {
  const { words } = useWords();
  const [password, setPassword] = useState("");
  const [isRemoved, setRemoved] = useState(false);
  const { shares } = words;
  return (
    <fieldset>
      {!isRemoved && (
        <TextField
          label={shares.password}
          name="password"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={256}
          value={password}
          onChange={({ target }) => setPassword(target.value)}
          hint={isKept ? shares.passwordKept : shares.passwordHint}
          end={<Button onClick={() => setPassword(makeSecret())}>{shares.passwordMake}</Button>}
        />
      )}
      {isKept && (
        <label className="choice">
          <input
            type="checkbox"
            name="open"
            checked={isRemoved}
            onChange={({ target }) => setRemoved(target.checked)}
          />
          <span>{shares.passwordRemove}</span>
        </label>
      )}
    </fieldset>
  );
}
