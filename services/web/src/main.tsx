import "./plainHttp";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import { ApiError } from "./api/problem";
import "./journal/verdicts";
import { LiveUpdates } from "./live/LiveUpdates";
import { Toasts } from "./parts/Toasts";
import { showPreferences } from "./preferences/preferences";
import { PreferencesOfAccount } from "./rooms/account/PreferencesOfAccount";
import { SignInGate } from "./rooms/account/SignInGate";
import { routes } from "./routes";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/work.css";
import "./styles/wall.css";

const client = new QueryClient({
  defaultOptions: {
    // The server says what has changed; asking again by the clock would only be late.
    queries: { networkMode: "always", staleTime: 30_000, refetchOnWindowFocus: true, retry: (count, error) => count < 3 && error instanceof ApiError && error.isPassing },
    mutations: { networkMode: "always" },
  },
});

showPreferences();
createRoot(document.getElementById("root")!).render(
  <QueryClientProvider client={client}>
    <RouterProvider router={routes} />
    <LiveUpdates />
    <SignInGate />
    <PreferencesOfAccount />
    <Toasts />
  </QueryClientProvider>,
);
