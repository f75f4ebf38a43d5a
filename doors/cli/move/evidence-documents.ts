/** The evidence of a move to read, print and sign: a page and a workbook beside the JSON that is signed. */
import { writeWorkbook, type Sheet } from '#platform/sheets/write-workbook.ts';
import { sayNumber, type ReadEvidence } from './evidence-file.ts';
import { COMMAND, sayInstant, type DocumentSection, type PrintedDocument } from './document.ts';

export interface ShownSignature {
  readonly role: string;
  readonly library: string | null;
  readonly holder: string;
  readonly signedBy: string;
  readonly signedAt: string;
}

const SIGNATURE_COLUMNS = ['Role', 'Library', 'Name', 'Signed at', 'Signed in as'];
const SYSTEM_COLUMNS = ['Snapshot', 'System', 'Harvested at', 'Problem', 'Not told', 'Libraries'];

export function evidencePage(
  { content, digest }: ReadEvidence,
  signatures: readonly ShownSignature[],
): PrintedDocument {
  const { region, snapshot, ledger, plan, compared, sections, signs } = content;
  return {
    title: `Evidence of the move: ${region.name}`,
    facts: [
      ['Snapshot', snapshot],
      ['Plan', plan ?? 'none'],
      ['Ledger', ledger ?? 'none'],
      ['SHA-256 of evidence.json', digest],
      ['All numbers again', 'mercia move evidence --check evidence.json'],
    ],
    sections: [
      {
        heading: 'What was compared',
        paragraphs: [
          ...compared.map(
            ({ name, takenAt, takenBy, digest: own, mappings }) =>
              `${name}: taken ${sayInstant(takenAt)} by ${takenBy}; digest ${own ?? 'none'}; ${mappings.decided} codes decided (mappings ${mappings.digest.slice(0, 12)}).`,
          ),
          ...sayAtSeveral(content),
        ],
        tables: [
          { caption: 'Systems', columns: SYSTEM_COLUMNS.map((header) => ({ header })), rows: systemRows(content) },
        ],
      },
      ...sections.map(({ question, found, numbers, tables }): DocumentSection => ({
        heading: question,
        paragraphs: [found],
        tables: [
          {
            caption: 'Numbers',
            columns: [{ header: 'What' }, { header: 'Number' }, { header: COMMAND }],
            rows: numbers.map((number) => [number.what, sayNumber(number), number.command]),
          },
          ...tables.map(({ title, columns, rows, command }) => ({
            caption: `${title} (${command})`,
            columns: columns.map((header, place) => ({ header, isNumber: isOfNumbers(rows, place) })),
            rows,
          })),
        ],
      })),
      samplesSection(content),
      signaturesSection(content, signatures),
    ],
    toSign: signs.map(({ role }) => `${role}: name, date, signature`),
  };
}

/** A library that is loaded into a second system to try it out is in both: so is each of its copies, in every count of the region. */
function sayAtSeveral({ compared, snapshot }: ReadEvidence['content']): readonly string[] {
  const libraries = compared.find(({ name }) => name === snapshot)?.systems.flatMap((system) => system.libraries) ?? [];
  const several = [...new Set(libraries.filter((library, place) => libraries.indexOf(library) !== place))];
  if (several.length === 0) return [];
  return [
    `At two systems in "${snapshot}": ${several.join(', ')}. Numbers of the whole region below have what was loaded as well as what it was loaded from; the table of what libraries counted has each library’s own alone.`,
  ];
}

function samplesSection(content: ReadEvidence['content']): DocumentSection {
  return {
    heading: 'What libraries looked at in both systems',
    paragraphs: content.samples.length === 0 ? ['No library has brought back a sample.'] : [],
    tables:
      content.samples.length === 0
        ? []
        : [
            {
              caption: 'Rows of samples (mercia move sample)',
              columns: [
                { header: 'Library' },
                { header: 'Seed' },
                { header: 'Result' },
                { header: 'Rows', isNumber: true },
              ],
              rows: content.samples.map(({ library, seed, result, rows }) => [library, seed, result, rows]),
            },
          ],
  };
}

function signaturesSection({ signs }: ReadEvidence['content'], signatures: readonly ShownSignature[]): DocumentSection {
  return {
    heading: 'Who signs for what',
    paragraphs: [
      'A signature holds for the SHA-256 above and for nothing else: whoever changes a number needs new ones.',
    ],
    tables: [
      {
        caption: 'Roles',
        columns: [{ header: 'Role' }, { header: 'Signs for' }, { header: 'Signed by' }],
        rows: signs.map(({ role, for: what }) => [role, what, sayWhoSigned(role, signatures)]),
      },
      {
        caption: signatures.length === 0 ? 'Nobody has signed yet' : 'Signatures',
        columns: SIGNATURE_COLUMNS.map((header) => ({ header })),
        rows: signatures.map(toRow),
      },
    ],
  };
}

function systemRows({ compared }: ReadEvidence['content']) {
  return compared.flatMap(({ name, systems }) =>
    systems.map(({ id, harvestedAt, problem, notTold, libraries }) => [
      name,
      id,
      harvestedAt === null ? 'never in full' : sayInstant(harvestedAt),
      problem,
      notTold.join(', '),
      libraries.join(', '),
    ]),
  );
}

function isOfNumbers(rows: readonly (readonly (string | number | null)[])[], place: number): boolean {
  return rows.some((row) => typeof row[place] === 'number');
}

function sayWhoSigned(role: string, signatures: readonly ShownSignature[]): string {
  const own = signatures.filter((one) => one.role === role);
  return own.length === 0
    ? 'not signed'
    : own.map(({ holder, library }) => (library === null ? holder : `${holder} (${library})`)).join(', ');
}

function toRow({ role, library, holder, signedAt, signedBy }: ShownSignature) {
  return [role, library, holder, sayInstant(signedAt), signedBy];
}

export async function writeEvidenceWorkbook(
  path: string,
  { content, digest }: ReadEvidence,
  signatures: readonly ShownSignature[],
): Promise<void> {
  const text = (header: string) => ({ header, kind: 'text' }) as const;
  const sheets: readonly Sheet[] = [
    {
      name: 'evidence',
      summary: {
        title: `Evidence of the move: ${content.region.name}`,
        lines: [
          ['Snapshot', content.snapshot],
          ['Plan', content.plan ?? 'none'],
          ['Ledger', content.ledger ?? 'none'],
          ['SHA-256 of evidence.json', digest],
          ['All numbers again', 'mercia move evidence --check evidence.json'],
        ],
      },
      columns: SYSTEM_COLUMNS.map(text),
      rows: systemRows(content),
    },
    {
      name: 'numbers',
      columns: [
        text('Report'),
        text('What'),
        { header: 'Number', kind: 'number' },
        text('What to know of it'),
        text('Not told by'),
        text(COMMAND),
      ],
      rows: content.sections.flatMap(({ report, numbers }) =>
        numbers.map(({ what, value, text: said, notToldBy, command }) => [
          report,
          what,
          value,
          said ?? (value === null ? 'not told' : null),
          notToldBy.join(', '),
          command,
        ]),
      ),
    },
    ...content.sections.flatMap(({ report, tables }) =>
      tables.map(({ name, title, columns, rows, command }) => ({
        name: `${report} ${name}`,
        summary: { title, lines: [[COMMAND, command]] as const },
        columns: columns.map((header, place) => ({
          header,
          kind: isOfNumbers(rows, place) ? ('number' as const) : ('text' as const),
        })),
        rows,
      })),
    ),
    {
      name: 'samples',
      columns: [text('Library'), text('Seed'), text('Result'), { header: 'Rows', kind: 'number' }],
      rows: content.samples.map(({ library, seed, result, rows }) => [library, seed, result, rows]),
    },
    { name: 'signatures', columns: SIGNATURE_COLUMNS.map(text), rows: signatures.map(toRow) },
  ];
  await writeWorkbook(path, sheets);
}
