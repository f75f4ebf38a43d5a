import type { Report } from '../reports/report.ts';
import { groupTable, readRegistrations } from './registrations.ts';

export const readersWithoutEmail: Report = {
  name: 'readers-without-email',
  question: 'How many readers have no e-mail address?',
  scope: 'REGION',
  leavesOut: null,
  aboutReaders: true,
  async run(context) {
    const registrations = await readRegistrations(context);
    const { gaps, line } = registrations;
    const without = line('Readers without an e-mail address', 'WITHOUT_EMAIL');
    return {
      title: `Readers without an e-mail address: ${without.value ?? without.text ?? 'not told'}.`,
      summary: [without, line('Readers', 'ALL'), ...gaps],
      tables: [
        groupTable(
          { name: 'by library', title: 'Readers without an e-mail address, by library and system' },
          registrations,
          ['ALL', 'WITHOUT_EMAIL'],
        ),
      ],
    };
  },
};
