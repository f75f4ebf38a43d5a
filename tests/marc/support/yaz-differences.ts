import { isControlField, type MarcReadRecord, repairKind } from '#marc/index.ts';

/**
 * Why ours is right where yaz reads a record otherwise, by the kind of repair that ours names. A difference in a record
 * without one of these is a fault.
 */
const BY_REPAIR: Readonly<Record<string, string>> = {
  'record length': 'yaz believes the length, and cuts fields or gives nothing; the terminators show where they end',
  'record terminator': 'yaz looks for the terminator until it finds one',
  'base address': 'yaz believes it, and takes the directory for fields; the directory’s own terminator shows its end',
  directory: 'yaz believes lengths and positions, and cuts into fields; the terminators show where they end',
  leader: 'yaz counts from a damaged leader, or makes one up (00000nam); ours puts back only what is fixed',
  'stray bytes': 'yaz takes what stands before the leader for a part of it',
  indicators: 'yaz shifts what stands there; ours reads blanks and names what it found',
  tag: 'yaz shifts indicators of a field whose tag is none',
  'field without subfields': 'yaz cuts the first characters off as indicators, or leaves the field out; ours keeps all',
  'control field with subfields': 'yaz takes two characters of the value for indicators, or leaves the subfields out',
  'empty subfield': 'yaz makes a subfield of a delimiter without a code; there is nothing in it',
  'character set': 'yaz believes the leader; the bytes prove another set',
  'invalid UTF-8': 'yaz drops the byte and what follows it; ours keeps the rest and shows the place',
  'MARC-8': 'yaz drops bytes that mean nothing, the whole subfield often; ours keeps the rest and shows the place',
  element: 'yaz gives up a record with an element that MARCXML does not have; ours reads the others',
  text: 'yaz keeps escaped line ends between subfields, or gives up the record',
  namespace: 'yaz does not look at namespaces',
  'subfield code': 'yaz takes its first character only, and the others for a part of the value',
  value: 'yaz leaves numbers and booleans out',
  'several fields in one object': 'yaz reads the first only',
  'empty field': 'yaz gives up the record',
};

interface Shape {
  readonly why: string;
  readonly fits: (record: MarcReadRecord, text: string) => boolean;
}

/** The same by what a record is made of, where nothing in it had to be mended. */
const BY_SHAPE: readonly Shape[] = [
  {
    why: 'yaz knows the common shape of MARC-in-JSON only, not that with tag, code and value',
    fits: ({ format }, text) => format === 'marc-in-json' && /"tag"\s*:/.test(text),
  },
  {
    why: 'yaz gives up a MARCXML record whose leader is not its first element, or makes up another leader',
    fits: ({ format }, text) =>
      format === 'marcxml' && /<(?:\w+:)?(?:control|data)field[^]*<(?:\w+:)?leader/.test(text),
  },
  {
    why: 'yaz counts indicators in bytes and does not convert them',
    fits: ({ record }) =>
      record.fields.some((field) => !isControlField(field) && /[^\x00-\x7f]/.test(field.ind1 + field.ind2)),
  },
  {
    why: 'yaz drops the second half of a ligature without a first one',
    fits: ({ record }) => JSON.stringify(record).includes('\ufe21'),
  },
  {
    why: 'yaz gives one indicator where the record has one and a control character',
    fits: ({ record }) =>
      record.fields.some((field) => !isControlField(field) && /[\\\x00-\x1f]/.test(field.ind1 + field.ind2)),
  },
  {
    why: 'yaz takes a control field without a value for a data field without subfields',
    fits: ({ record }) => record.fields.some((field) => isControlField(field) && field.value === ''),
  },
];

/** Whether the difference has a reason. */
export function isExplained(record: MarcReadRecord): boolean {
  if (record.repairs.some((repair) => repairKind(repair) in BY_REPAIR)) return true;
  const text = new TextDecoder().decode(record.raw);
  return BY_SHAPE.some(({ fits }) => fits(record, text));
}
