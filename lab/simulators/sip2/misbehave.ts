/** What a fault makes of one answer, before its bytes go out. */
import type { Faults } from '../faults.ts';
import { lieInText } from '../lies.ts';
import type { Random } from '../random.ts';
import type { Answer, Dialect } from './dialects/index.ts';
import type { Encoding } from './encodings.ts';
import { seal, writeFields, type Field } from './wire.ts';

export interface Rendering {
  readonly dialect: Dialect;
  readonly encoding: Encoding;
  /** That of the question; null if it had none. */
  readonly sequence: string | null;
  readonly random: Random;
}

const NOT_IN_ANY_LIST: readonly Field[] = [
  ['ZZ', 'a field of no list'],
  ['Z9', ''],
  ['ZZ', 'the same again'],
];
const NULS = new Uint8Array(3);

/** The bytes of an answer as these faults leave it. */
export function renderAnswer(
  answer: Answer,
  faults: Faults,
  { dialect, encoding, sequence, random }: Rendering,
): Uint8Array {
  const { head, fields } = changeFields(answer, faults);
  const written = head + fields.map((field) => (typeof field === 'string' ? field : writeFields([field]))).join('');
  const text = faults.lie === null ? written : lieInText(faults.lie, written);
  const zeros = dialect.checksum === 'zeros';
  const sealed = seal(text, {
    encoding: faults.encoding ?? encoding,
    sequence: sequence === null ? null : changeSequence(sequence, faults.sequence, random),
    ...(zeros || faults.wrongChecksum ? { checksum: zeros ? '0000' : 'BAD0' } : {}),
    terminator: dialect.terminator,
  });
  const spoilt = spoil(sealed, faults, dialect);
  return faults.nulPadding ? Buffer.concat([NULS, spoilt, NULS]) : spoilt;
}

function changeFields(answer: Answer, { mixed, unknownFields, words, circulationStatus }: Faults): Answer {
  const { fields } = answer;
  const isOfItem = circulationStatus !== null && answer.head.startsWith('18');
  const head = isOfItem ? `18${circulationStatus}${answer.head.slice(4)}` : answer.head;
  const changed = fields.map((field): Field | string => {
    if (typeof field === 'string') return field;
    const [name, value] = field;
    if (words !== null && name === 'AF') return ['AF', words];
    return mixed === 'otherBarcode' && name === 'AB' ? ['AB', another(value)] : field;
  });
  const said =
    words !== null && !fields.some((field) => field[0] === 'AF') ? [...changed, ['AF', words] as const] : changed;
  return { head, fields: unknownFields ? said.flatMap((field) => [...NOT_IN_ANY_LIST, field]) : said };
}

/** Another barcode of the same length. */
function another(barcode: string): string {
  const last = barcode.at(-1) ?? '';
  return `${barcode.slice(0, -1)}${last === '1' ? '2' : '1'}`;
}

/** `shuffled` is any number but the right one, which one is nobody's choice. */
function changeSequence(sequence: string, change: Faults['sequence'], random: Random): string {
  if (change === null) return sequence;
  const step = change === 'wrong' ? 1 : 1 + random.below(9);
  return String((Number(sequence) + step) % 10);
}

function spoil(sealed: Uint8Array, { garbage }: Faults, { terminator }: Dialect): Uint8Array {
  switch (garbage) {
    case null:
      return sealed;
    case 'empty':
      return Buffer.from(terminator);
    case 'truncated':
    case 'thin':
      return Buffer.concat([sealed.subarray(0, sealed.length >> 1), Buffer.from(terminator)]);
    case 'gzip':
      return Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, ...Buffer.from(terminator)]);
    case 'shape':
      // A right message that answers something else.
      return Buffer.from(`941${terminator}`);
    default:
      return Buffer.from(`HTTP/1.1 400 Bad Request${terminator}<html><h1>400 Bad Request</h1></html>${terminator}`);
  }
}
