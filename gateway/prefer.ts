/** How long a caller is willing to wait, from `Prefer: wait=2` (RFC 7240) or `mercia-budget-ms`. Pure. */
import { BUDGET_MAX_MS } from '#platform/deadline.ts';

export interface Budget {
  readonly budgetMs: number;
  /** The value of `Preference-Applied`; null where the caller named no budget that could be read. */
  readonly applied: string | null;
}

/** Less would leave no time to ask anybody. What is asked beyond the limits is brought within. */
export const BUDGET_MIN_MS = 100;

export interface BudgetHeaders {
  readonly prefer: string | undefined;
  readonly merciaBudgetMs: string | undefined;
}

/**
 * No more than `mostMs`. Milliseconds (`mercia-budget-ms`, as a header of its own or as a preference) win over seconds (`wait`).
 * A preference that cannot be read is no error but as if it were not there (RFC 7240, section 2).
 */
export function readBudget(headers: BudgetHeaders, defaultMs: number, mostMs = BUDGET_MAX_MS): Budget {
  const preferences = readPreferences(headers.prefer ?? '');
  const milliseconds = readNumber(headers.merciaBudgetMs) ?? readNumber(preferences.get('mercia-budget-ms'));
  if (milliseconds !== null) {
    const budgetMs = within(milliseconds, mostMs);
    return { budgetMs, applied: `mercia-budget-ms=${budgetMs}` };
  }
  const seconds = readNumber(preferences.get('wait'));
  if (seconds === null) return { budgetMs: defaultMs, applied: null };
  const budgetMs = within(seconds * 1000, mostMs);
  return { budgetMs, applied: `wait=${budgetMs / 1000}` };
}

/**
 * `name`, `name=value` or `name="value"`, with parameters behind `;` that mean nothing to us (RFC 7240, section 2). A header that is none
 * is not read in all ways in which it could be divided: what follows begins with a character that neither a name nor a value has, and
 * blanks behind `=` belong to a value alone.
 */
const PREFERENCE =
  /\s*([^\s=;,"]+)(?:\s*=(?:\s*(?:"((?:[^"\\]|\\.)*)"|([^\s=;,"]+)))?)?(?:[\s;](?:"(?:[^"\\]|\\.)*"|[^",])*)?(?:,|$)/gy;

/** `respond-async, wait=10; x="y"` → names in lower case; of two with one name the first counts. */
function readPreferences(header: string): ReadonlyMap<string, string> {
  const preferences = new Map<string, string>();
  for (const [, name = '', quoted, token = ''] of header.matchAll(PREFERENCE)) {
    const key = name.toLowerCase();
    if (!preferences.has(key)) preferences.set(key, quoted ?? token);
  }
  return preferences;
}

function readNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,7}(\.\d{1,3})?$/.test(text.trim()) ? Number(text) : null;
}

function within(milliseconds: number, mostMs: number): number {
  return Math.min(mostMs, Math.max(BUDGET_MIN_MS, Math.round(milliseconds)));
}
