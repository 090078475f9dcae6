import { Link } from "wouter";
import { useWords } from "../shared/i18n/words.tsx";
import { View } from "./view.tsx";

export function NothingHere() {
  const { words } = useWords();
  return (
    <View title={words.app.nothingHere}>
      <p>
        <Link href="/">{words.app.toPhotos}</Link>
      </p>
    </View>
  );
}
