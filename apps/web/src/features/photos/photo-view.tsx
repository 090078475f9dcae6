import "./photo-view.css";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { View } from "../../app/view.tsx";
import { useApi } from "../../shared/api/api-context.ts";
import { useWords } from "../../shared/i18n/words.tsx";
import { Icon } from "../../shared/ui/icon.tsx";
import { photoQuery } from "./photo-queries.ts";
import { Picture } from "./picture.tsx";

/** `/photos/ID`: one photo, as large as there is room. */
export function PhotoView({ id }: { readonly id: string }) {
  const { words } = useWords();
  const photo = useQuery(photoQuery(useApi(), id));
  const name = photo.data?.title ?? photo.data?.fileName ?? words.nav.photos;
  return (
    <View title={name} query={photo}>
      <article className="photo-view">
        {photo.data && <Picture photo={photo.data} rendition="large" alt={name} />}
        <Link className="button" href="/">
          <Icon name="back" />
          {words.app.back}
        </Link>
      </article>
    </View>
  );
}
