/** A share from 0 to 1, of a hundred: `99.9`. Only all is 100.0, and only none is 0.0. */
export function outOf100(share: number): string {
  const said = (100 * share).toFixed(1);
  if (said === '100.0' && share < 1) return 'more than 99.9';
  if (said === '0.0' && share > 0) return 'less than 0.1';
  return said;
}
