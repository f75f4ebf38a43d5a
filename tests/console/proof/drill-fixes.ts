/** What a library is told that it has to mend, read out of the page and compared with the list in the database. */
import { allOf, behindHeading, wordsOf } from '#drill/console/spoken.ts';
import { FIX_KINDS } from '#comparison/fix-lists/fix-kinds.ts';
import { headingOf, judgeLinks, judgeName, judgeSummary, mainOf, sentencesOf, type Judge } from './drill-compare.ts';
import type { TrueFix } from './truth-compare.ts';

const FIX = /^(.*): ([\d,]+)$/;

/** `/my-library/ID`: `fixes` in the order of their cost, `since` the snapshot before, `library` by its name. */
export function judgeFixes(fixes: readonly TrueFix[], since: string, library: string): Judge {
  return async (page, snapshot, now) => {
    const main = mainOf(page);
    const list = behindHeading(main, /^What is wrong, the worst first$/).filter(({ role }) => role === 'listitem');
    const shown = list.map((item) => ({ heading: allOf(item, 'heading').map(wordsOf)[0] ?? '', words: wordsOf(item) }));
    const open = fixes.filter(({ all }) => all > 0);
    const wanted = open.map(({ kind, all }) => `${wordsFor(kind).what}: ${all.toLocaleString('en-GB')}`);
    const order = shown.map(({ heading }) => heading);
    const sum = (of: keyof Omit<TrueFix, 'kind'>): number => fixes.reduce((total, fix) => total + fix[of], 0);
    return [
      ...(order.join('; ') === wanted.join('; ')
        ? []
        : [`lists [${order.join('; ')}], where it is [${wanted.join('; ')}]`]),
      ...open.flatMap(({ kind, left, added, done }) => {
        const told = shown.find(({ heading }) => FIX.exec(heading)?.[1] === wordsFor(kind).what)?.words ?? '';
        return [
          ...(told.includes(`${left} left, ${added} new, ${done} done`)
            ? []
            : [`does not say what was mended of ${kind}: ${told}`]),
          ...(told.includes(wordsFor(kind).remedy) ? [] : [`does not say what to do about ${kind}: ${told}`]),
        ];
      }),
      ...judgeSummary(main, [
        ['To mend in all', String(sum('all'))],
        [`Done since "${since}"`, String(sum('done'))],
        ['Left', String(sum('left'))],
        ['New', String(sum('added'))],
      ]),
      ...(isHeading(headingOf(page), sum, since) ? [] : [`is headed “${headingOf(page)}”`]),
      ...judgeName(sentencesOf(main).find((one) => /^Snapshot .*taken/.test(one)) ?? '', snapshot, now),
      ...(wordsOf(main).includes(`About ${library}`) ? [] : ['does not say of which library it is']),
      ...(sentencesOf(main).includes(`Compared with the snapshot before, ${since}.`)
        ? []
        : [`does not say what it is compared with`]),
      ...(await judgeLinks(main, snapshot)),
    ];
  };
}

/** What is done was mended, or is no longer there. */
function isHeading(heading: string, sum: (of: 'all' | 'left' | 'added' | 'done') => number, since: string): boolean {
  const are = (of: 'all' | 'left' | 'added', one: string, many: string): string =>
    `${sum(of).toLocaleString('en-GB')} ${sum(of) === 1 ? one : many}`;
  const begins = `${are('all', 'thing is', 'things are')} to be mended: ${are('left', 'is', 'are')} left since “${since}”, ${are('added', 'is', 'are')} new, and `;
  const [, mended = '', away = '0'] =
    /^([\d,]+) (?:was|were) mended(?:; ([\d,]+) more (?:is|are) no longer there)?\.$/.exec(
      heading.slice(begins.length),
    ) ?? [];
  const numberOf = (text: string): number => Number(text.replaceAll(',', ''));
  return heading.startsWith(begins) && mended !== '' && numberOf(mended) + numberOf(away) === sum('done');
}

function wordsFor(kind: string): { readonly what: string; readonly remedy: string } {
  const found = FIX_KINDS.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`there are no words for ${kind}`);
  return found;
}
