import "./shell.css";
import type { ReactNode } from "react";
import { Link, useRoute } from "wouter";
import { AccountMenu } from "../features/session/account-menu.tsx";
import { DropZone } from "../features/uploads/drop-zone.tsx";
import { UploadButton } from "../features/uploads/upload-button.tsx";
import { UploadPanel } from "../features/uploads/upload-panel.tsx";
import { UploadsProvider } from "../features/uploads/uploads-context.tsx";
import { useWords } from "../shared/i18n/words.tsx";
import { Icon, type IconName } from "../shared/ui/icon.tsx";

const places = [
  ["/", "photos", "photos"],
  ["/shares", "shares", "link"],
  ["/trash", "trash", "trash"],
  ["/settings", "settings", "settings"],
] as const satisfies readonly (readonly [string, string, IconName])[];

/** What stands around every view: above it on a desk; on a phone, the places to go are below, where the thumb is. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { words } = useWords();
  return (
    <UploadsProvider>
      <div className="shell">
        <a className="unseen" href="#content">
          {words.app.skip}
        </a>
        <header>
          <Link href="/" className="name">
            {words.app.name}
          </Link>
          <nav aria-label={words.nav.label}>
            {places.map(([path, name, icon]) => (
              <Place key={path} path={path} icon={icon}>
                {words.nav[name]}
              </Place>
            ))}
          </nav>
          <UploadButton />
          <AccountMenu />
        </header>
        <main id="content" tabIndex={-1}>
          {children}
        </main>
        <UploadPanel />
        <DropZone />
      </div>
    </UploadsProvider>
  );
}

function Place({
  path,
  icon,
  children,
}: {
  readonly path: string;
  readonly icon: IconName;
  readonly children: string;
}) {
  const [isHere] = useRoute(path);
  return (
    <Link href={path} aria-current={isHere ? "page" : undefined}>
      <Icon name={icon} />
      {children}
    </Link>
  );
}
