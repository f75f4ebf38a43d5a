/** An edition that nobody published, as likely as real ones: each concern of it is that of another real record. */
import { isControlField } from '#marc/index.ts';
import type { MarcDataField, MarcField, MarcRecord } from '#marc/index.ts';
import type { Random } from '#simulators/random.ts';
import type { RecordPool } from './record-pool.ts';

/** Fields that one donor gives together, because they speak of one thing; the rest stays the base record's. */
const CONCERNS: readonly RegExp[] = [/^(?:008|250|260|264|300|4\d\d)$/, /^(?:1\d\d|7[01]\d)$/, /^(?:0[5-9]\d|6\d\d)$/];
const NUMBERED = /^(?:010|020|022|024|035)$/;

/** A real record under another title, with other names, imprint, subjects and numbers. */
export function inventEdition(pool: RecordPool, random: Random): MarcRecord {
  const base = random.one(pool.records);
  const donors = CONCERNS.map(() => random.one(pool.records));
  const given = CONCERNS.flatMap(
    (concern, index) => donors[index]?.fields.filter(({ tag }) => concern.test(tag)) ?? [],
  );
  const kept = base.fields.filter(({ tag }) => !CONCERNS.some((concern) => concern.test(tag)));
  const fields = [...kept, ...given].map((field) => invent(field, pool, random));
  return { leader: base.leader, fields: fields.toSorted((a, b) => (a.tag < b.tag ? -1 : Number(a.tag > b.tag))) };
}

function invent(field: MarcField, pool: RecordPool, random: Random): MarcField {
  if (isControlField(field)) return field;
  if (field.tag === '245') return retitle(field, pool, random);
  if (field.tag === '020') return rename(field, () => randomIsbn(random));
  if (field.tag === '022') return rename(field, () => randomIssn(random));
  if (NUMBERED.test(field.tag)) return rename(field, (text) => text.replaceAll(/\d/g, () => String(random.below(10))));
  return field;
}

/** As many words as there were; every other one of another title. */
function retitle(field: MarcDataField, { words }: RecordPool, random: Random): MarcDataField {
  const subfields = field.subfields.map(({ code, value }) =>
    code === 'a' || code === 'b'
      ? { code, value: value.replaceAll(/\p{L}+/gu, (word) => (random.chance(0.5) ? word : random.one(words))) }
      : { code, value },
  );
  return { ...field, subfields };
}

function rename(field: MarcDataField, change: (text: string) => string): MarcDataField {
  return {
    ...field,
    subfields: field.subfields.map(({ code, value }) => ({ code, value: code === 'q' ? value : change(value) })),
  };
}

function randomIsbn(random: Random): string {
  const digits = `978${String(random.below(1e9)).padStart(9, '0')}`;
  const sum = Array.from(digits).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${digits}${String((10 - (sum % 10)) % 10)}`;
}

function randomIssn(random: Random): string {
  const digits = String(random.below(1e7)).padStart(7, '0');
  const sum = Array.from(digits).reduce((total, digit, index) => total + Number(digit) * (8 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return `${digits.slice(0, 4)}-${digits.slice(4)}${check === 10 ? 'X' : String(check)}`;
}
