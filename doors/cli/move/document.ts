/** A document for people who sign on paper: one HTML file without script, that prints on A4 and fetches nothing. */

export interface DocumentColumn {
  readonly header: string;
  readonly isNumber?: boolean;
}

export interface DocumentTable {
  readonly caption: string;
  readonly columns: readonly DocumentColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** True if it is to be filled in: columns without a word are shown. */
  readonly isForm?: boolean;
}

export interface DocumentSection {
  readonly heading: string;
  readonly paragraphs?: readonly string[];
  readonly tables?: readonly DocumentTable[];
  /** What makes its numbers again, as it is typed. */
  readonly command?: string;
}

export interface PrintedDocument {
  readonly title: string;
  /** Label and value, at the top. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly sections: readonly DocumentSection[];
  /** Lines to sign on, at the end. */
  readonly toSign?: readonly string[];
  /** A wide table is turned on its side. */
  readonly isWide?: boolean;
}

export function placeOf(columns: DocumentTable['columns'], header: string): number {
  return columns.findIndex((column) => column.header === header);
}

const STYLE = `
@page { size: A4; margin: 11mm 12mm; }
@page wide { size: A4 landscape; margin: 12mm; }
html { font: 10pt/1.3 system-ui, "Liberation Sans", Arial, sans-serif; color: #111; }
body { max-width: 190mm; margin: 6mm auto; padding: 0 4mm; }
body.wide { max-width: 270mm; page: wide; }
h1 { font-size: 17pt; line-height: 1.2; margin: 0 0 4mm; }
h2 { font-size: 12pt; margin: 7mm 0 1mm; break-after: avoid; }
p { margin: 1mm 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 4mm; margin: 0 0 4mm; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: 2mm 0 3mm; font-size: 8.5pt; }
caption { text-align: left; font-weight: 600; padding: 1mm 0; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th, td { border: .25pt solid #888; padding: .8mm 1.4mm; text-align: left; vertical-align: top; overflow-wrap: break-word; }
th { background: #eee; } .n { text-align: right; white-space: nowrap; }
code { font: 8pt/1.3 ui-monospace, "Liberation Mono", monospace; overflow-wrap: anywhere; }
.sign { break-inside: avoid; margin-top: 8mm; } .sign p { border-top: .5pt solid #111; margin-top: 12mm; padding-top: 1mm; }
@media print { body { margin: 0; padding: 0; max-width: none; } }`;

export function renderDocument({ title, facts, sections, toSign = [], isWide = false }: PrintedDocument): string {
  const said = facts.map(([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`).join('\n');
  const signed = toSign.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n');
  return `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}
</style>
</head>
<body${isWide ? ' class="wide"' : ''}>
<h1>${escapeHtml(title)}</h1>
<dl>
${said}
</dl>
${sections.map(renderSection).join('\n')}
${signed === '' ? '' : `<div class="sign">\n${signed}\n</div>\n`}</body>
</html>
`;
}

function renderSection({ heading, paragraphs = [], tables = [], command }: DocumentSection): string {
  return [
    `<h2>${escapeHtml(heading)}</h2>`,
    ...paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
    ...(command === undefined ? [] : [`<p>Made again by <code>${escapeHtml(command)}</code></p>`]),
    ...tables.map(renderTable),
  ].join('\n');
}

function renderTable(table: DocumentTable): string {
  const { caption, columns, rows } = table.isForm === true ? table : withoutEmptyColumns(table);
  const head = columns.map(({ header }) => `<th scope="col">${escapeHtml(header)}</th>`).join('');
  const lines = rows.map(
    (row) => `<tr>${columns.map((column, place) => renderCell(column, row[place] ?? null)).join('')}</tr>`,
  );
  return `<table>
<caption>${escapeHtml(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table>`;
}

/** A sheet of paper has no room for columns in which no row says anything. */
function withoutEmptyColumns({ caption, columns, rows }: DocumentTable): DocumentTable {
  const kept = columns.flatMap((_, place) =>
    rows.length === 0 || rows.some((row) => (row[place] ?? '') !== '') ? [place] : [],
  );
  return {
    caption,
    columns: columns.filter((_, place) => kept.includes(place)),
    rows: rows.map((row) => kept.map((place) => row[place] ?? null)),
  };
}

function renderCell({ isNumber = false, header }: DocumentColumn, cell: string | number | null): string {
  const text = typeof cell === 'number' ? cell.toLocaleString('en-GB') : (cell ?? '');
  if (isNumber) return `<td class="n">${escapeHtml(text)}</td>`;
  return header === COMMAND ? `<td><code>${escapeHtml(text)}</code></td>` : `<td>${escapeHtml(text)}</td>`;
}

/** Above a column of commands. */
export const COMMAND = 'Made again by';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** `2026-11-30 23:05 UTC`, of an instant as the graph gives it. */
export function sayInstant(instant: string): string {
  return `${instant.slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ')} UTC`;
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
