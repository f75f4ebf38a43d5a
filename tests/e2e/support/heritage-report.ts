/** The report of a library that has Heritage, and its entry in the region file. Records and people in it are invented. */

/** All that the library has to say; the page of presets shows the same. */
export const REGION = `
region: { id: hills, name: The hills }
libraries:
  - { id: hill-library, name: Hill Library, system: hill }
systems:
  - id: hill
    name: The library on the hill
    kind: heritage
    owners: [{ code: Main, library: hill-library }]
    settings:
      records:
        - source: exports/titles.csv
          csv: { formats: { Book: BOOK, Journal: JOURNAL }, columns: { language: null, url: null } }
      statuses: { Available: AVAILABLE }
      itemTypes: { Standard: LOAN, Reference: REFERENCE }
`;

const HEADER =
  'Title number,Title,Subtitle,Authors,Corporate authors,Edition,Place,Publisher,Year,ISBN,ISSN,Series,Subjects,Class mark,Material,' +
  'Notes,Barcode,Site,Shelf mark,Location,Loan type,Status,Due date,Borrower';
const LINES = [
  '101,Grief and the telephone,a guide for wards,"Marsh, A.; Dale, B. (ed.)",,2nd ed.,London,Invented Press,[2019?],"9780198526636 (pbk) £12.50",,,Bereavement; Nursing,WM 55,Book,,0001,Main,WM 55 MAR,Store,Standard,Available,,',
  '101,Grief and the telephone,a guide for wards,"Marsh, A.; Dale, B. (ed.)",,2nd ed.,London,Invented Press,[2019?],"9780198526636 (pbk) £12.50",,,Bereavement; Nursing,WM 55,Book,,0002,Main,WM 55 MAR,,Standard,On loan,03/12/2026,A. Reader',
  '101,Grief and the telephone,a guide for wards,"Marsh, A.; Dale, B. (ed.)",,2nd ed.,London,Invented Press,[2019?],"9780198526636 (pbk) £12.50",,,Bereavement; Nursing,WM 55,Book,,0003,Main,WM 55 MAR,,Standard,Lost on Loan,,B. Reader',
  ',A line without a number,,,,,,,,,,,,,Book,,0009,Main,,,Standard,Available,,',
];

/** As a Windows program writes it: the pound sign is one byte. */
export const REPORT: Uint8Array = Buffer.from([HEADER, ...LINES, ''].join('\r\n'), 'latin1');
