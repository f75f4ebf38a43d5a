/** One MARC authority record as a heading. Pure. */
import { isControlField, type MarcDataField, type MarcReadRecord, type MarcRecord } from '#marc/index.ts';
import { termProblem, VARIANTS_MAX, type HeadingOutcome } from './heading.ts';

/** The last two digits of a heading, and so of its variants (4XX) and relatives (5XX), with the subfields of its name. */
const NAME_SUBFIELDS: Readonly<Record<string, string>> = {
  '00': 'abcq',
  '10': 'abnd',
  '11': 'acnd',
  '30': 'anp',
  '50': 'abvxyz',
  '51': 'avxyz',
  '55': 'avxyz',
};

/** Headings that are not names of anything alone: subdivisions, which stand behind a heading. */
const SUBDIVISION = /^18[0-5]$/;
/** Subfields that follow the others behind two hyphens. */
const SUBDIVISIONS = 'vxyz';

/** Reads a record; what is wrong names its number and its field. */
export function readAuthority({ record, number }: Pick<MarcReadRecord, 'record' | 'number'>): HeadingOutcome {
  const place = `record ${number}`;
  const data = record.fields.filter((field): field is MarcDataField => !isControlField(field));
  const other = otherKind(record, data);
  if (other !== null) return { kind: 'reject', problem: `${place}: ${other}` };
  if (record.leader[5] === 'd') return { kind: 'passed', problem: `${place}: deleted (leader position 5)` };
  const headings = data.filter(({ tag }) => tag.startsWith('1'));
  const heading = headings.find(({ tag }) => tag.slice(1) in NAME_SUBFIELDS);
  if (heading === undefined) {
    if (headings.some(({ tag }) => SUBDIVISION.test(tag)))
      return { kind: 'passed', problem: `${place}: a subdivision` };
    return { kind: 'reject', problem: `${place}: no heading (field 100, 110, 111, 130, 150, 151 or 155)` };
  }
  return readHeading(place, heading, data);
}

/** What a record is that is no authority record; null if it is one. */
function otherKind({ leader }: MarcRecord, data: readonly MarcDataField[]): string | null {
  const type = leader[6] ?? ' ';
  if (type === 'z') return null;
  // Some systems leave the type out.
  const bare = type === ' ' && !data.some(({ tag }) => tag === '245');
  if (bare) return null;
  return `a record of type "${type}" (leader position 6), not an authority record (z)`;
}

function readHeading(place: string, field: MarcDataField, data: readonly MarcDataField[]): HeadingOutcome {
  const term = nameOf(field);
  const problem = term === '' ? 'no name in subfield a' : termProblem(term);
  if (problem !== null) return { kind: 'reject', problem: `${place}, field ${field.tag}: ${problem}` };
  const kind = field.tag.slice(1);
  const variants: string[] = [];
  const problems: string[] = [];
  for (const variant of data.filter(({ tag }) => tag === `4${kind}`)) {
    const name = nameOf(variant);
    const wrong = name === '' ? 'no name in subfield a' : termProblem(name);
    if (wrong !== null) problems.push(`${place}, field ${variant.tag}: ${wrong}`);
    else if (variants.length < VARIANTS_MAX) variants.push(name);
    else problems.push(`${place}, field ${variant.tag}: more than ${VARIANTS_MAX} variants`);
  }
  const related = data.filter(({ tag }) => tag === `5${kind}`);
  // `$w` begins with `g` for a broader heading and with `h` for a narrower one, which says the same of the other record.
  const above = related.filter(({ subfields }) => subfields.find(({ code }) => code === 'w')?.value.startsWith('g'));
  const broader = above.map(nameOf).filter((name) => name !== '' && termProblem(name) === null);
  return { kind: 'heading', heading: { term, variants, broader: [...new Set(broader)] }, problems };
}

function nameOf({ tag, subfields }: MarcDataField): string {
  const wanted = NAME_SUBFIELDS[tag.slice(1)] ?? 'a';
  let name = '';
  if (!subfields.some(({ code, value }) => code === 'a' && value.trim() !== '')) return name;
  for (const { code, value } of subfields) {
    const text = value.replaceAll(/\s+/g, ' ').trim();
    if (!wanted.includes(code) || text === '') continue;
    if (name !== '') name += SUBDIVISIONS.includes(code) ? '--' : ' ';
    name += text;
  }
  // A name that goes on ends with a comma; a topic ends with the full stop of older rules.
  return name.replace(/[\s,;:]+$/, '').replace(/(?<=\p{L}{4})\.$/u, '');
}
