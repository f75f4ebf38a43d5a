/**
 * The report that is asked for where a system has no export of its own that is known: one line for each copy, the columns of its
 * title repeated, with these headings. Whoever writes the report chooses them, so that they need not be guessed.
 */
import type { Claim } from './preset.ts';
import { assumed } from './preset.ts';

const COLUMNS = {
  record: 'Title number',
  title: 'Title',
  subtitle: 'Subtitle',
  authors: 'Authors',
  corporateAuthors: 'Corporate authors',
  edition: 'Edition',
  place: 'Place',
  publisher: 'Publisher',
  year: 'Year',
  isbn: 'ISBN',
  issn: 'ISSN',
  series: 'Series',
  subjects: 'Subjects',
  classMark: 'Class mark',
  language: 'Language',
  format: 'Material',
  notes: 'Notes',
  url: 'Web address',
};

const COPIES = {
  barcode: 'Barcode',
  owner: 'Site',
  callNumber: 'Shelf mark',
  location: 'Location',
  itemType: 'Loan type',
  status: 'Status',
  due: 'Due date',
};

/** Every heading, in the order of the report. */
export const REPORT_HEADINGS: readonly string[] = [...Object.values(COLUMNS), ...Object.values(COPIES)];

export const REPORT_CLAIMS: readonly Claim[] = [
  {
    that: 'a scheduled report is written as comma-separated text, with the headings that it was asked for',
    standing: assumed(
      'whoever writes the report chooses its headings; the first file shows whether they were followed',
    ),
    ask: `Can a report be scheduled that writes one line for each copy, with these headings in its first line: ${REPORT_HEADINGS.join('; ')}?`,
    untilThen: 'a file with other headings is refused as a whole, and nothing of the library is shown.',
    settings: { records: [{ csv: { columns: COLUMNS, copies: COPIES } }] },
  },
  {
    that: 'several authors, ISBNs or subjects of one title have a semicolon between them',
    standing: assumed('no file was seen'),
    ask: 'What stands between several authors, ISBNs or subjects of one title in such a report?',
    untilThen: 'several authors or subjects may be shown as one.',
    settings: { records: [{ csv: { separator: ';' } }] },
  },
  {
    that: 'days are written day first, as 03/12/2026 for 3 December',
    standing: assumed(
      'it is the usual order of programs sold in Britain; a day that cannot be in it is listed, not guessed',
    ),
    ask: 'In which order are day, month and year written in such a report?',
    untilThen: 'a due date may be shown in another month, where it can be read in both orders.',
    settings: { records: [{ csv: { dates: 'day-first' } }] },
  },
];
