/** "40 s", "4 min", "2 h 10 min". */
export function duration(seconds: number): string {
  if (seconds === 0) return "0 s";
  if (seconds < 90) return `${Math.max(Math.round(seconds), 1)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "1:40". */
export function clock(seconds: number): string {
  const whole = Math.max(Math.round(seconds), 0);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export const timeOfDay = (at: string | Date): string => new Date(at).toLocaleTimeString("en-GB");

export const dateAndTime = (at: string | Date): string => new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });

export const hourAndMinute = (at: string | Date): string => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
