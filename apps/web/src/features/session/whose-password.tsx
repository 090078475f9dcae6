/** For password managers, which look in a form for whose password it is: nobody else sees it, and it is not sent. */
export function WhosePassword({ email }: { readonly email: string }) {
  return (
    <input className="unseen" type="email" autoComplete="username" value={email} readOnly tabIndex={-1} aria-hidden />
  );
}
