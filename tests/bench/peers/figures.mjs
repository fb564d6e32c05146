// What every contender is told of a chance, and what its samples come to: the figures on which all must agree.

/** Where chances stand on the normal scale, and what a common factor does to them. */
export const latent = (p, rho, quantile) => ({ at: quantile(p) / Math.sqrt(1 - rho), by: Math.sqrt(rho / (1 - rho)) });

/** What samples come to, with the standard deviation of one. */
export function figures(margins, paid, troughs) {
  const n = margins.length;
  let [sum, squares, bought, squaresBought, lost] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    sum += margins[i];
    bought += paid[i];
    if (margins[i] <= -0.005) lost += 1;
  }
  const [margin, mean] = [sum / n, bought / n];
  for (let i = 0; i < n; i += 1) {
    squares += (margins[i] - margin) ** 2;
    squaresBought += (paid[i] - mean) ** 2;
  }
  const sorted = troughs?.sort();
  return {
    paid: mean,
    margin,
    loss: lost / n,
    cash: sorted ? sorted[Math.floor(0.95 * n)] : NaN,
    sd: { paid: Math.sqrt(squaresBought / (n - 1)), margin: Math.sqrt(squares / (n - 1)) },
  };
}
