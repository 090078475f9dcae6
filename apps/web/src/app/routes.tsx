import { useQueryClient } from "@tanstack/react-query";
import { Suspense, useEffect } from "react";
import { Redirect, Route, Switch, useLocation, useSearch } from "wouter";
import { useSessionState } from "../features/session/session-context.ts";
import { useWords } from "../shared/i18n/words.tsx";
import { useNotice } from "../shared/ui/notice.tsx";
import { Progress } from "../shared/ui/progress.tsx";
import { NothingHere } from "./nothing-here.tsx";
import { placeAfter, signInAt } from "./return-address.ts";
import { Shell } from "./shell.tsx";
import { insideViews, outsideViews } from "./views.ts";

/** Shows the view at the address; which one that is stands in `views.ts`. */
export function Routes() {
  const state = useSessionState();
  if (state === "unknown") return null;
  if (state === "other") return <LoadAnew />;
  return state === "in" ? <Inside /> : <Outside isGone={state === "gone"} />;
}

/** Once nothing is shown any more of who was here. */
function LoadAnew() {
  useEffect(() => location.reload(), []);
  return null;
}

function Inside() {
  const { words } = useWords();
  const search = useSearch();
  return (
    <Switch>
      {outsideViews.map(([path]) => (
        <Route key={path} path={path}>
          <Redirect to={placeAfter(search)} replace />
        </Route>
      ))}
      <Route>
        <Shell>
          <Suspense fallback={<Progress label={words.app.loading} />}>
            <Switch>
              {insideViews.map(([path, View]) => (
                <Route key={insideViews.findIndex(([, view]) => view === View)} path={path}>
                  {({ id = "" }: { id?: string }) => <View id={id} />}
                </Route>
              ))}
              <Route component={NothingHere} />
            </Switch>
          </Suspense>
        </Shell>
      </Route>
    </Switch>
  );
}

/** `isGone`: nobody comes back to where they were. */
function Outside({ isGone }: { readonly isGone: boolean }) {
  const [place] = useLocation();
  const search = useSearch();
  const client = useQueryClient();
  const { hush } = useNotice();
  // Nothing of who was here before is left for who comes next.
  useEffect(() => {
    client.clear();
    hush();
  }, [client, hush]);
  return (
    <Suspense>
      <Switch>
        {outsideViews.map(([path, View]) => (
          <Route key={path} path={path}>
            <View id="" />
          </Route>
        ))}
        <Route>
          <Redirect to={isGone ? "/sign-in" : signInAt(place, search)} replace />
        </Route>
      </Switch>
    </Suspense>
  );
}
