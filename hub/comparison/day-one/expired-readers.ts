import type { Report } from '../reports/report.ts';
import { loanTable } from './loan-table.ts';
import { groupTable, readRegistrations } from './registrations.ts';

export const expiredReaders: Report = {
  name: 'expired-readers',
  question: 'How many expired readers can go; who of them has loans or debts?',
  scope: 'REGION',
  leavesOut: null,
  aboutReaders: true,
  async run(context) {
    const registrations = await readRegistrations(context);
    const { gaps, line } = registrations;
    const removable = line('Can go: expired, nothing out, nothing owed', 'REMOVABLE');
    const expired = line('Expired', 'EXPIRED');
    return {
      title: `Expired readers: ${expired.value ?? expired.text ?? 'not told'}; can go: ${removable.value ?? removable.text ?? 'not told'}.`,
      summary: [
        expired,
        removable,
        line('Expired, with loans', 'EXPIRED_WITH_LOANS'),
        line('Expired, owing', 'EXPIRED_OWING'),
        ...gaps,
      ],
      tables: [
        groupTable(
          { name: 'by library', title: 'Expired readers by library and system; numbers below five are not shown' },
          registrations,
          ['EXPIRED', 'REMOVABLE', 'EXPIRED_WITH_LOANS', 'EXPIRED_OWING'],
        ),
        await loanTable(
          context,
          { name: 'out to expired', title: 'Items that expired readers have: the system names the reader of each' },
          'TO_EXPIRED_READERS',
        ),
      ],
    };
  },
};
