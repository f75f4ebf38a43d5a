/** Claims that several makes share. */
import { assumed, type Claim, type Standing } from './preset.ts';

/** Where an export is MARC and nothing more is known: copies where MARC 21 itself puts them. */
export const MARC_852_CLAIMS: readonly Claim[] = [
  {
    that: 'the whole catalogue can be exported as MARC 21 by schedule, with a field for each copy',
    standing: assumed('librarians say so; no description of the export was found'),
    ask: 'Can the whole catalogue be exported as MARC 21 by schedule, with a field for each copy? Which field is it?',
    untilThen: 'titles are shown without copies.',
    settings: { copies: { tag: '852' } },
  },
  {
    that: 'that field has site, location, shelf mark and barcode in $a $b $h $p, as MARC 21 describes 852',
    standing: assumed('it is the standard; no file was seen'),
    ask: 'Which part of a copy is in which subfield: site, location, shelf mark, barcode, loan type, status, due date?',
    untilThen: 'copies are listed without what is elsewhere; those without a site are not shown.',
    settings: { copies: { subfields: { owner: 'a', location: 'b', callNumber: 'h', barcode: 'p' } } },
  },
];

/**
 * The report that is asked for where a system has no export of its own that is known: one line for each copy, the columns of its
 * title repeated, with these headings. Whoever writes the report chooses them, so that they need not be guessed.
 */
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
const REPORT_HEADINGS: readonly string[] = [...Object.values(COLUMNS), ...Object.values(COPIES)];

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

const NO_TRANSCRIPT = assumed(
  'no transcript of such a server was found; this is the specification, and what most servers do',
);

/** What the page of a supplier says of the log-in, where it says so. */
export function loggedInBy93(standing: Standing): Claim {
  return {
    that: 'the SIP2 server is logged in to by message 93',
    standing,
    live: { settings: { dialect: 'generic' } },
  };
}

/** What is taken for true of what every SIP2 server writes of which no transcript was seen: the words of the specification, and no more. */
export const SIP2_WORDS: readonly Claim[] = [
  {
    that: 'the SIP2 server writes UTF-8',
    standing: NO_TRANSCRIPT,
    ask: 'In which character set does the SIP2 server write, for instance the letter é: UTF-8, Windows-1252 or code page 850?',
    untilThen: 'copies with letters beyond A to Z in their barcode may not be found, and are shown as unknown.',
    live: { settings: { encoding: 'utf-8' } },
  },
  {
    that: 'the SIP2 server takes messages with sequence number and checksum, and answers with the same',
    standing: NO_TRANSCRIPT,
    ask: 'Does the SIP2 server use sequence numbers and checksums (AY and AZ), and are its own checksums right?',
    untilThen: 'an answer whose checksum is wrong is thrown away, and its copy is shown as the last file had it.',
    live: { settings: { errorDetection: true, strictChecksum: true } },
  },
  {
    that: 'times of the SIP2 server are local times, with blanks for the zone',
    standing: NO_TRANSCRIPT,
    ask: 'Are the times of the SIP2 server local times, and what does it write for the zone?',
    untilThen: 'a due time may be wrong by an hour, and a due date by a day.',
    live: { settings: { zone: 'local' } },
  },
  {
    that: 'the SIP2 server may answer "available" (03) for a copy that is on the hold shelf or on its way between sites',
    standing: assumed('stock servers do, and a copy must not be counted as available in vain'),
    ask: 'What does the SIP2 server answer (18) for a copy on the hold shelf, and for one on its way between two sites?',
    untilThen:
      'copies that the server calls available are shown so, with the remark that they may be on the hold shelf or on their way, and are in no number of available copies.',
    live: { settings: { notTold: ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'] } },
  },
];

/** The same, and how it is logged in to. */
export const SIP2_CLAIMS: readonly Claim[] = [
  {
    that: 'the SIP2 server speaks as the specification says, and is logged in to by message 93 where there is a user',
    standing: NO_TRANSCRIPT,
    ask: 'Does the SIP2 server expect a log-in by message 93, by prompts as at a terminal, or none? Does it need a location code (CP) or an institution (AO)?',
    untilThen: 'the log-in may fail; copies are then shown as the last file had them.',
    live: { settings: { dialect: 'generic' } },
  },
  ...SIP2_WORDS,
];

/** What is taken for true of systems that rarely have a SIP2 server. */
export const NO_SIP2: Claim = {
  that: 'there is no SIP2 server, so copies are shown as the last file had them',
  standing: assumed('librarians say that it is rare'),
  ask: 'Is there a SIP2 server for this system, and what would be needed to use it?',
  untilThen: 'copies are shown as the last file had them, not as they are now.',
};
