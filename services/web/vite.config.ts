import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// SIGHTLOOP_URL: the running product that a development server passes calls on to.
export default defineConfig({
  plugins: [react()],
  build: { target: "es2022", chunkSizeWarningLimit: 900 },
  server: { proxy: { "/api": process.env.SIGHTLOOP_URL ?? "http://localhost:8080" } },
});
