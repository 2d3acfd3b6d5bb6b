import { Link } from "react-router";
import { useSession } from "../../api/queries";
import { texts } from "../../texts/en";
import { useSignOut } from "./session";

/** Who is signed in, the way to their account, and out. Nothing where there are no accounts. */
export function UserMenu() {
  const user = useSession().data?.user;
  const signOut = useSignOut();
  if (!user) return null;
  return (
    <>
      <Link className="button quiet small who" to="/account" title={`${texts.account.title}: ${user.name}`}><span className="cut">{user.name}</span></Link>
      <button className="button quiet small" disabled={signOut.isPending} onClick={() => signOut.mutate()}>{texts.account.signOut}</button>
    </>
  );
}
