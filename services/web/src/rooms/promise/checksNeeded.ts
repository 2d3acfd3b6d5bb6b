/** The parts of the suggestions that a promise is tried for, the surest first (audit: Certificates/Band). */
const Parts = [1 / 2, 2 / 3, 5 / 6, 1];
/** The mixture behind the bound (audit: Statistics/WrongImages, after Waudby-Smith and Ramdas 2020). */
const [A, BTimesShare] = [0.5, 2.5];

/** How many of so many suggested images are checked before the first promise holds, if all of them are right, and of how many of them it is. */
export function checksNeeded(images: number, maxWrong: number, confidence: number): { readonly checks: number; readonly of: number } {
  const population = Parts.map((part) => Math.ceil(images * part)).find((part) => part === images || maxWrong * part >= 1) ?? images;
  const allowed = Math.floor(maxWrong * population + 1e-9);
  const [b, threshold] = [BTimesShare / maxWrong, -Math.log(1 - confidence)];
  // ln of the evidence against "one more than allowed is wrong" after n right ones.
  const evidence = (n: number) => lnBeta(A, b + n) - lnBeta(A, b) - lnChoose(population - n, allowed + 1) + lnChoose(population, allowed + 1);
  let [low, high] = [0, population];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (population - middle <= allowed || evidence(middle) >= threshold) high = middle;
    else low = middle + 1;
  }
  return { checks: low, of: population };
}

const lnBeta = (a: number, b: number): number => lnGamma(a) + lnGamma(b) - lnGamma(a + b);
const lnChoose = (n: number, k: number): number => lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);

/** Lanczos' approximation, g = 7. */
function lnGamma(x: number): number {
  const terms = [0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7];
  const sum = terms.reduce((total, term, i) => (i === 0 ? term : total + term / (x - 1 + i)), 0);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}
