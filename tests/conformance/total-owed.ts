/** What amounts that are left to pay come to, counted apart from any adapter; what is paid counts nothing. */
export function totalOwed(left: readonly number[]): { readonly count: number; readonly pence: number } {
  const open = left.filter((amount) => amount !== 0);
  return { count: open.length, pence: Math.round(open.reduce((sum, amount) => sum + amount, 0) * 100) };
}
