import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask, SignedOut } from "../../api/client";
import { keys } from "../../api/queries";
import { saver } from "../../journal/saving";

/** By their own wish, not because the session ended. */
let left = false;
export const hasLeft = (): boolean => left;

/** Makes somebody be signed in (by password, or as the first admin), then goes on where everything stood: rooms read again, unsent work is sent. */
export function useComeIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, password, token }: { name: string; password: string; token?: string }) => token === undefined
      ? ask(api.POST("/api/v1/session", { body: { name, password } }))
      : ask(api.POST("/api/v1/session/setup", { body: { name, password, token } })),
    onSuccess: async () => {
      left = false;
      await client.invalidateQueries();
      saver.flush();
    },
  });
}

/** Work that is not sent yet stays in this browser for whoever signs in next under the same name. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask(api.DELETE("/api/v1/session")),
    onSuccess: () => {
      left = true;
      void client.invalidateQueries({ queryKey: keys.session });
    },
  });
}

/** Calls back when the server no longer knows who this is. */
export function onSignedOut(hear: () => void): () => void {
  addEventListener(SignedOut, hear);
  return () => removeEventListener(SignedOut, hear);
}
