/** Answers as they may be shown: the form of everything, codes as they are, and a stand-in for whatever is not known to be one. */
import type { ShareRules } from '#contract/adapter.ts';
import { readMarcBytes } from '#marc/index.ts';
import { looksLikeHtml } from '#platform/http-client.ts';
import { parseJson } from '#platform/parse-json.ts';
import type { WireAnswer, WireQuestion } from '#platform/wire-tap.ts';
import { parseXmlTree, type XmlElement } from '#xml/xml-tree.ts';
import { namesIn } from './codes.ts';
import { isMarcPart, marcLines, marcOfXml, partLine } from './marc-lines.ts';
import type { Place, Values } from './values.ts';

/** Of a list, or of elements of one name; the others are counted. */
const SHOWN = 3;
/** Lines of a file that are looked at. */
const MOST_LINES = 200;
const MOST_BYTES = 4 * 1024 * 1024;

export interface Heard {
  readonly question: WireQuestion;
  readonly answer: WireAnswer;
  /** Of the part of the system that was asked. */
  readonly rules: ShareRules;
}

/** Names behind courtesy titles in any text of these answers. */
export function namesHeard(heard: readonly Heard[]): ReadonlySet<string> {
  return new Set(heard.flatMap(({ answer }) => namesIn(plainTextOf(answer))));
}

function plainTextOf(answer: WireAnswer): string {
  if ('fields' in answer) return [...answer.fields.values()].flat().join('\n');
  const bytes = 'begins' in answer ? answer.begins : answer.body;
  return Buffer.from(bytes)
    .toString('utf8')
    .replaceAll(/[\u001e\u001f\\"<>,;|]/g, ' ');
}

/** What may be shown of one answer: what stands around it, and itself. */
export interface ShownAnswer {
  readonly around: Readonly<Record<string, unknown>>;
  readonly shown: unknown;
}

export function showAnswer({ question, answer, rules }: Heard, values: Values): ShownAnswer {
  const place: Place = { rules, codes: rules.codes(question) };
  if ('fields' in answer) return { around: {}, shown: showMessage(answer, place, values) };
  if ('begins' in answer) return { around: {}, shown: showFile(answer.begins, place, values) };
  const around = { status: answer.status, headers: headersOf(answer.headers) };
  return { around, shown: showBody(answer.body, place, values) };
}

function showBody(bytes: Uint8Array, place: Place, values: Values): unknown {
  if (bytes.length === 0) return '';
  if (bytes.length > MOST_BYTES) return notShown(bytes, 'too much to look at');
  const text = withoutMark(Buffer.from(bytes).toString('utf8'));
  if (looksLikeHtml(text)) return notShown(bytes, 'a web page');
  if (/^\s*[[{]/.test(text)) {
    const value = jsonOf(text);
    return value === undefined ? notShown(bytes, 'JSON that cannot be read') : showJson(value, place, values);
  }
  const tree = /^\s*</.test(text) ? parseXmlTree(text) : 'neither JSON nor XML';
  if (typeof tree === 'string') return notShown(bytes, text.trim().startsWith('<') ? 'XML that cannot be read' : tree);
  return { [values.nameOf(tree.local, place)]: showXml(tree, place, values) };
}

function jsonOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function showJson(value: unknown, place: Place, values: Values, field = '', parent = ''): unknown {
  if (typeof value === 'string') return values.textOf(field, value, place, parent);
  if (typeof value === 'number') return values.numberOf(field, value, place, parent);
  if (Array.isArray(value)) return cut(value.map((one) => showJson(one, place, values, field, parent)));
  if (typeof value !== 'object' || value === null) return value;
  if (isMarcPart(value)) return partLine(value, place, values);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      values.nameOf(key, place),
      showJson(inner, place, values, key, field),
    ]),
  );
}

function showXml(element: XmlElement, place: Place, values: Values): unknown {
  const { local, children, text, attributes } = element;
  if (local === 'record' && children.some((child) => child.local === 'datafield'))
    return marcLines(marcOfXml(element), place, values);
  const given = Object.entries(attributes)
    .filter(([name]) => !/^(xmlns|xsi)(:|$)|schemaLocation$/.test(name))
    .map(([name, value]) => [`@${values.nameOf(name, place)}`, values.textOf(name, value, place, local)] as const);
  const own = text === '' ? null : values.textOf(local, text, place);
  if (given.length === 0 && children.length === 0) return own ?? '';
  const inside = [...Map.groupBy(children, (child) => child.local)].map(([name, same]) => {
    const told = same.map((child) => showXml(child, place, values));
    return [values.nameOf(name, place), told.length === 1 ? told[0] : cut(told)] as const;
  });
  return Object.fromEntries([...given, ...(own === null ? [] : [['text', own] as const]), ...inside]);
}

/** The beginning of a file: records of MARC, or lines. */
function showFile(bytes: Uint8Array, place: Place, values: Values): unknown {
  const records = [...readMarcBytes(bytes)].flatMap((read) =>
    read.kind === 'record' ? [marcLines(read.record, place, values)] : [],
  );
  if (records.length > 0) return { 'records of MARC': cut(records) };
  const text = withoutMark(Buffer.from(bytes).toString(isUtf16(bytes) ? 'utf16le' : 'utf8'));
  if (looksLikeHtml(text) || /^\s*[<[{]/.test(text)) return notShown(bytes, 'a form that is not known');
  // The last line may be cut.
  return showLines(text.slice(0, Math.max(text.lastIndexOf('\n'), 0)) || text, place, values);
}

/** The first line as columns, and a few lines below it. */
function showLines(text: string, place: Place, values: Values): unknown {
  const rows = text
    .split(/\r?\n/)
    .slice(0, MOST_LINES)
    .filter((line) => line !== '');
  const delimiter = delimiterOf(rows[0] ?? '');
  const [head = [], ...rest] = rows.map((row) => cellsOf(row, delimiter));
  const columns = head.map((name) => values.nameOf(name.trim(), place));
  const told = rest.map((cells) =>
    Object.fromEntries(
      cells.map((cell, at) => {
        const name = head[at]?.trim() ?? '';
        return [columns[at] ?? `(column ${at + 1})`, values.textOf(name, cell.trim(), place)];
      }),
    ),
  );
  return { 'between columns': delimiter === '\t' ? 'TAB' : delimiter, columns, lines: cut(told) };
}

function showMessage(
  { code, fixed, fields }: Extract<WireAnswer, { readonly fixed: string }>,
  place: Place,
  values: Values,
): unknown {
  const told = (SIP2_FIXED[code] ?? []).map(
    ([name, from, to]) => [name, values.textOf(name, fixed.slice(from, to), place)] as const,
  );
  const named = [...fields].map(([name, given]) => {
    const shown = given.map((value) => values.textOf(name, value, place));
    return [values.nameOf(name, place), shown.length === 1 ? shown[0] : shown] as const;
  });
  return Object.fromEntries([['message', /^\d\d$/.test(code) ? code : '??'], ...told, ...named]);
}

const SIP2_FIXED: Readonly<Record<string, readonly (readonly [name: string, from: number, to: number])[]>> = {
  '18': [
    ['status', 0, 2],
    ['security', 2, 4],
    ['fee type', 4, 6],
    ['transaction date', 6, 24],
  ],
  '98': [
    ['flags', 0, 6],
    ['timeout', 6, 9],
    ['retries', 9, 12],
    ['transaction date', 12, 30],
    ['version', 30, 34],
  ],
};

const MEDIA_TYPES =
  /^(application\/(json|problem\+json|xml|marc|marcxml\+xml|marc-in-json)|text\/(xml|html|plain|csv))(?=;|$)/;

/** Nothing but these, and of these no more than can be said without their values. */
function headersOf(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const told: Record<string, string> = {};
  const type = headers['content-type'];
  if (type !== undefined) told['content-type'] = MEDIA_TYPES.exec(type.toLowerCase())?.[0] ?? 'another';
  if (headers['content-encoding'] === 'gzip') told['content-encoding'] = 'gzip';
  for (const name of ['x-total-count', 'x-base-total-count', 'link', 'retry-after', 'etag', 'last-modified']) {
    if (headers[name] !== undefined) told[name] = '(there)';
  }
  return told;
}

function notShown(bytes: Uint8Array, what: string): string {
  return `(${what}: ${bytes.length} bytes, not shown)`;
}

function cut(values: readonly unknown[]): readonly unknown[] {
  return values.length <= SHOWN ? values : [...values.slice(0, SHOWN), `(${values.length - SHOWN} more)`];
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

function isUtf16(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe;
}

function delimiterOf(head: string): string {
  const counted = [',', ';', '\t', '|'].map((mark) => [mark, head.split(mark).length] as const);
  return counted.reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

/** Cells of one line; a quoted one may hold the delimiter. A cell with a line end in it is cut there. */
function cellsOf(line: string, delimiter: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === delimiter && !isQuoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}
