/** Which MARC fields of a record differ from those that it had, from the bytes of both. */
import { isControlField, type MarcField, type MarcRecord } from '#marc/index.ts';

export interface FieldChange {
  /** The tag, and the subfields that differ where a field stands on both sides: `245 $a $c`. */
  readonly field: string;
  readonly tag: string;
  /** As people write it: `#0 $a Nursing $v Handbooks`; null where the record did not have it, or has it no more. */
  readonly was: string | null;
  readonly now: string | null;
}

/** When it was saved last: it says that something changed, and not what. */
const SAVED_ON = '005';
/** Of the leader: lengths and addresses of the bytes (0–4, 12–16), which every change of a text moves. */
const LEADER_SAYS = [5, 6, 7, 8, 9, 17, 18, 19] as const;

/** In the order of the tags. A field that moved to another place among those of its tag is the same. */
export function changedFields(was: MarcRecord, now: MarcRecord): readonly FieldChange[] {
  const leader = (record: MarcRecord): string => LEADER_SAYS.map((place) => record.leader[place] ?? ' ').join('');
  const changes: FieldChange[] =
    leader(was) === leader(now) ? [] : [{ field: 'LDR', tag: 'LDR', was: was.leader, now: now.leader }];
  const [before, after] = [byTag(was), byTag(now)];
  for (const tag of [...new Set([...before.keys(), ...after.keys()])].toSorted()) {
    const [gone, come] = withoutShared(before.get(tag) ?? [], after.get(tag) ?? []);
    for (let place = 0; place < Math.max(gone.length, come.length); place += 1) {
      changes.push(changeOf(tag, gone[place], come[place]));
    }
  }
  return changes;
}

function byTag({ fields }: MarcRecord): ReadonlyMap<string, readonly MarcField[]> {
  return Map.groupBy(
    fields.filter(({ tag }) => tag !== SAVED_ON),
    ({ tag }) => tag,
  );
}

/** What one side alone has, of fields that may stand several times. */
function withoutShared(before: readonly MarcField[], after: readonly MarcField[]): readonly [MarcField[], MarcField[]] {
  const left = after.map((field) => ({ field, text: JSON.stringify(field) }));
  const gone = before.filter((field) => {
    const text = JSON.stringify(field);
    const place = left.findIndex((one) => one.text === text);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
  return [gone, left.map(({ field }) => field)];
}

function changeOf(tag: string, was: MarcField | undefined, now: MarcField | undefined): FieldChange {
  const codes = was === undefined || now === undefined ? [] : differingCodes(was, now);
  return { field: [tag, ...codes].join(' '), tag, was: write(was), now: write(now) };
}

function differingCodes(was: MarcField, now: MarcField): readonly string[] {
  if (isControlField(was) || isControlField(now)) return [];
  const valuesOf = (field: typeof was, code: string): string =>
    JSON.stringify(field.subfields.flatMap((one) => (one.code === code ? [one.value] : [])));
  const codes = [...new Set([...was.subfields, ...now.subfields].map(({ code }) => code))].toSorted();
  return codes.filter((code) => valuesOf(was, code) !== valuesOf(now, code)).map((code) => `$${code}`);
}

function write(field: MarcField | undefined): string | null {
  if (field === undefined) return null;
  if (isControlField(field)) return field.value;
  const indicators = `${field.ind1}${field.ind2}`.replaceAll(' ', '#');
  return [indicators, ...field.subfields.map(({ code, value }) => `$${code} ${value}`)].join(' ');
}
