import { NONE, type Condition } from '#domain/comparison.ts';
import { countsAt } from '#domain/move-phases.ts';
import { is } from '../../reports/conditions.ts';
import { countRows } from '../../populations/counts.ts';
import { countTable, records } from '../../reports/count-lines.ts';
import type { Report, ReportContext, SummaryLine } from '../../reports/report.ts';
import { ALL_THAT_IS_NOT_PUBLIC } from '../../reports/left-out.ts';
import { recordTable } from '../../reports/row-tables.ts';
import { counted, sayNumber } from '../../reports/say.ts';
import { overlapOf } from './pair-tables.ts';

const BY = { Format: 'FORMAT', 'Class scheme': 'CLASS_SCHEME', Year: 'YEAR', Language: 'LANGUAGE' } as const;

export const oursAlone: Report = {
  name: 'ours-alone',
  question: 'How many titles are ours alone?',
  scope: 'LIBRARY',
  leavesOut: ALL_THAT_IS_NOT_PUBLIC,
  needs: ['ITEMS', 'ITEM_STATUS'],
  async run(context) {
    const { library, region } = context;
    const id = library ?? '';
    const name = region.libraries.find((one) => one.id === id)?.name ?? id;
    const counts = await overlapOf(context);
    const own = counts?.holders.find((holder) => holder.id === id);
    const alone = heldBy(context, ['1']);
    const scarce = heldBy(context, ['2', '3']);
    return {
      title: `${sayNumber(own?.alone ?? 0)} of the ${counted(own?.titles ?? 0, 'title')} of ${name} ${own?.alone === 1 ? 'is' : 'are'} held by no other library.`,
      summary: [
        { label: 'Titles', value: own?.titles ?? 0 },
        { label: 'Titles that no other library has', value: own?.alone ?? 0 },
        { label: 'Of them: no other library has any edition', value: own?.aloneInAnyEdition ?? 0 },
        { label: 'Titles that one or two others have', value: own?.scarce ?? 0 },
        { label: 'Titles on the books of which no copy can be found', value: own?.notFound ?? 0 },
        { label: 'Titles that say too little to know', value: own?.brief ?? 0 },
        { label: 'Records of the titles that no other has', ...(await count(context, alone)) },
        { label: 'Records of the titles that one or two others have', ...(await count(context, scarce)) },
      ],
      tables: [
        recordTable(context, { name: 'alone', title: 'Records of titles that no other library has' }, alone),
        recordTable(context, { name: 'scarce', title: 'Records of titles that one or two others have' }, scarce),
        ...Object.entries(BY).map(([header, dimension]) => {
          const name = `by ${header.toLowerCase()}`;
          const title = `Records of titles that no other library has, ${name}`;
          return countTable(context, { name, title, of: records(...alone), by: { [header]: dimension } });
        }),
      ],
    };
  },
};

/**
 * Titles that the library has, with so many holders in all. Its systems are named, so that no other is looked through, nor one where it is
 * only tried out, or that it left.
 */
function heldBy({ library, region }: ReportContext, numbers: readonly string[]): readonly Condition[] {
  const counts = countsAt(region);
  const systems = region.systems.filter(({ id: system, owners }) =>
    owners.some((owner) => owner.library === library && counts({ library: owner.library, system })),
  );
  const ids = systems.length === 0 ? [NONE] : systems.map(({ id }) => id);
  return [is('SYSTEM', ...ids), is('HOLDER', library ?? ''), is('HELD_BY', ...numbers)];
}

async function count(
  { db, snapshot, scope }: ReportContext,
  where: readonly Condition[],
): Promise<Pick<SummaryLine, 'value' | 'drill'>> {
  const drill = records(...scope, ...where);
  const { value } = await countRows(db, { snapshot: snapshot.number, ...drill });
  return { value, drill };
}
