import type { ReactNode } from "react";
import { Link } from "react-router";
import { Icon } from "./parts/Icon";
import { NoAnswer } from "./parts/NoAnswer";
import { FailedBadge } from "./rooms/account/FailedMessages";
import { UserMenu } from "./rooms/account/UserMenu";
import { texts } from "./texts/en";

/** The bar over everything: brand, where one is, light or dark; under it, that the server is away. */
export function TopBar({ children }: { readonly children?: ReactNode }) {
  return (
    <>
      <header className="top">
        <a className="button primary skip" href="#room">{texts.common.skip}</a>
        <Link className="brand" to="/" aria-label={`${texts.product}: ${texts.rooms.projects}`}>
          <img src="/mark.svg" width={26} height={26} alt="" />
          {!children && texts.product}
        </Link>
        {children ?? <><span className="grow" /><Link className="button quiet small" to="/settings/keys">{texts.keys.mine}</Link></>}
        <FailedBadge />
        <UserMenu />
        <button className="button quiet icon" aria-label={texts.common.theme} title={texts.common.theme} onClick={flipTheme}><Icon name="theme" size={18} /></button>
      </header>
      <NoAnswer />
    </>
  );
}

function flipTheme(): void {
  const root = document.documentElement;
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
}
