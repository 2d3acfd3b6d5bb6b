import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useSession } from "../api/queries";
import { live } from "./live";
import { readAgain } from "./readAgain";

/** From the moment somebody is in, whatever is on screen is read again when the server says that it changed. No polling. */
export function LiveUpdates() {
  const client = useQueryClient();
  const session = useSession().data;
  const isIn = session !== undefined && (!session.accounts || Boolean(session.user));
  useEffect(() => live.hear(readAgain(client)), [client]);
  useEffect(() => { if (isIn) live.open(); }, [isIn]);
  return null;
}
