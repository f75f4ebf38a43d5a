import { readLent } from '../readers/count-lent.ts';
import { systemsOf } from '../readers/count-readers.ts';
import { describeHidden, sumShown } from '../readers/shown-counts.ts';
import { number, tableOf, text, type Report, type SummaryLine } from '../reports/report.ts';
import { counted } from '../reports/say.ts';
import { systemsOfSnapshot } from '../snapshots/snapshot.ts';
import { librariesOf, shownLine } from './reader-scope.ts';

/** How many loans the counters of copies gained, library by library and month by month. */
export const loansByMonth: Report = {
  name: 'loans-by-month',
  question: 'How many loans are there in each month, and by which library?',
  leavesOut: null,
  async run(context) {
    const { db, snapshot, region, system } = context;
    const libraries = librariesOf(context).filter((id) => system === null || systemsOf(region, id).includes(system));
    const kept = await readLent(db, snapshot.number);
    const told = libraries.flatMap((library) => {
      const lent = kept.get(library);
      // Counters that were read once only have gained nothing yet, which is not none.
      return lent?.months === undefined || lent.monthsFrom === undefined
        ? []
        : [{ library, from: lent.monthsFrom, months: lent.months, notCounted: lent.notCounted ?? [] }];
    });
    const names = (ids: readonly string[]): string =>
      ids.map((id) => region.libraries.find((one) => one.id === id)?.name ?? id).join(', ');
    const silent = libraries.filter((id) => !told.some(({ library }) => library === id));
    const systems = (await systemsOfSnapshot(db, snapshot.number))
      .map(({ id }) => id)
      .filter((id) => silent.some((library) => systemsOf(region, library).includes(id)));
    const counts = told.map(({ months }) => sumShown([NONE, ...months.map(({ count }) => count)]));
    const isOfMore = system !== null && told.some(({ library }) => systemsOf(region, library).length > 1);
    const where = isOfMore ? ', in all systems of the library' : '';
    const all = shownLine(`Loans since they are counted by month${where}`, counts, systems);
    const starts = [...new Set(told.map(({ from }) => from))].toSorted();
    const since = `${starts[0] ?? 'never'}${starts.length > 1 ? ' at the earliest' : ''}`;
    return {
      title:
        told.length === 0
          ? 'Loans by month are not known yet: counters of copies must have been read twice since Mercia counts by month, with the library’s agreement.'
          : `${all.value === null ? `Loans: ${all.text ?? 'not told'}` : counted(all.value, 'loan')} of ${counted(told.length, 'library', 'libraries')}${where}, counted since ${since}.`,
      summary: [
        all,
        ...(silent.length === 0
          ? []
          : [
              {
                label: 'Libraries whose loans are not told',
                value: silent.length,
                text: `in no number here: ${names(silent)}`,
              },
            ]),
        ...holesLine(told, (library) => names([library])),
      ],
      tables: [
        tableOf(
          { name: 'by month', title: 'Loans by library and month; months of fewer than five stand together' },
          told.flatMap(({ months, ...of }) => months.map((month) => ({ ...of, ...month }))),
          [
            text('Library', ({ library }) => library),
            text('Months', ({ from, to }) => (from === to ? from : `${from} to ${to}`)),
            number('Loans', ({ count }) => count.value),
            text('Not shown', ({ count }) => describeHidden(count) ?? null),
            text(
              'Without',
              ({ from, to, notCounted }) => notCounted.filter((one) => one > from && one < to).join(', ') || null,
            ),
          ],
        ),
        tableOf(
          { name: 'by library', title: 'Loans by library' },
          told.map(({ library, from }, place) => ({ library, from, count: counts[place] ?? NONE })),
          [
            text('Library', ({ library }) => library),
            number('Loans', ({ count }) => count.value),
            text('Counted since', ({ from }) => from),
            text('Not shown', ({ count }) => describeHidden(count) ?? null),
          ],
        ),
      ],
    };
  },
};

const NONE = { value: 0, suppressed: false, atLeast: 0 };

/** Whose months are not all counted, and which. */
function holesLine(
  told: readonly { readonly library: string; readonly notCounted: readonly string[] }[],
  nameOf: (library: string) => string,
): readonly SummaryLine[] {
  const holes = told.filter(({ notCounted }) => notCounted.length > 0);
  if (holes.length === 0) return [];
  const which = holes.map(({ library, notCounted }) => `${nameOf(library)} ${notCounted.join(', ')}`).join('; ');
  const text = `no number has the loans of these months, in which counters were not read: ${which}`;
  return [{ label: 'Libraries of which some months were not counted', value: holes.length, text }];
}
