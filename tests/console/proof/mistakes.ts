/**
 * Ways to mislead those who read a page, as they show in what is sent: whoever judges pages has to find each of them. `{WHEN}` in
 * `mistakes.tsv` is a moment as pages write it.
 */
import type { Mistake } from '#drill/console/retell.ts';
import { readRows } from '#tests/support/tsv-rows.ts';

const WHEN = String.raw`(?:today|yesterday) \d\d:\d\d|on \d+ \w+ \d{4} at \d\d:\d\d`;

const ROWS = readRows(new URL('mistakes.tsv', import.meta.url));

function mistakesOn(page: 'title' | 'systems' | 'account'): readonly Mistake[] {
  return ROWS.filter(([on]) => on === page).map(([, name, find, instead = '']) => ({
    name,
    find: new RegExp(find.replaceAll('{WHEN}', WHEN), 'g'),
    instead,
  }));
}

export const TITLE_MISTAKES = mistakesOn('title');
/** On the pages on systems, and the start page. */
export const SYSTEM_MISTAKES = mistakesOn('systems');
export const ACCOUNT_MISTAKES = mistakesOn('account');
