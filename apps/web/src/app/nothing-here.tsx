import { Link } from "wouter";
import { useWords } from "../shared/i18n/words.tsx";
import { Empty } from "../shared/ui/empty.tsx";

export function NothingHere() {
  const { words } = useWords();
  return (
    <Empty title={words.app.nothingHere}>
      <Link href="/">{words.app.toPhotos}</Link>
    </Empty>
  );
}
