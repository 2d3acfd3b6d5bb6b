const LongestShown = 60;

/** For sentences, choices and what lies over a picture: a name of a whole paragraph would hide the rest. */
export function shortName(name: string, longest = LongestShown): string {
  return name.length > longest ? `${name.slice(0, longest - 1).trimEnd()}…` : name;
}
