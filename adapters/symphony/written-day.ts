/** Days as an export writes them, in the order that its site is set to. */
export const DAY_ORDERS = ['dmy', 'mdy', 'ymd'] as const;
export type DayOrder = (typeof DAY_ORDERS)[number];

/**
 * `8/15/1996` or `15/8/1996` → `1996-08-15`; null for a day that there is not. Without an order only a day that can be read in
 * one way is one.
 */
export function toDay(text: string, order: DayOrder | null): string | null {
  if (order !== null) return inOrder(text, order);
  const days = new Set(DAY_ORDERS.map((each) => inOrder(text, each)).filter((day) => day !== null));
  const [only, ...others] = days;
  return only !== undefined && others.length === 0 ? only : null;
}

function inOrder(text: string, order: DayOrder): string | null {
  const parts = /^(\d{1,4})\D(\d{1,2})\D(\d{1,4})$/.exec(text)?.slice(1) ?? [];
  const [year = '', month = '', day = ''] = order === 'ymd' ? parts : parts.toReversed();
  const [mm, dd] = order === 'mdy' ? [day, month] : [month, day];
  const written = `${year}-${mm.padStart(2, '0')}-${dd.padStart(2, '0')}`;
  const at = /^\d{4}-\d\d-\d\d$/.test(written) ? Date.parse(`${written}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(written) ? written : null;
}
