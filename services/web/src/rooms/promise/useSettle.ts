import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../../api/client";
import { keys } from "../../api/queries";
import type { Certificate } from "../../api/types";

/** Ends or settles a promise: issue accepts the rest of the band that holds, undo gives up or takes back. */
export function useSettle(promise: Certificate) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (how: "issue" | "undo") => {
      const params = { params: { path: { id: promise.id }, header: { "Idempotency-Key": crypto.randomUUID() } } };
      return ask(how === "issue" ? api.POST("/api/v1/certificates/{id}/issue", params) : api.POST("/api/v1/certificates/{id}/undo", params));
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.promises(promise.projectId) });
      void client.invalidateQueries({ queryKey: keys.project(promise.projectId) });
    },
  });
}
