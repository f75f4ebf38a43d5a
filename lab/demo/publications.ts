/** The publications of the demo region: the truth that its libraries describe, each in its own way. */
import type { DemoTitle } from './titles.ts';

/** One publication in one form. Two records of the same publication are the same edition, whatever they say. */
export interface Publication {
  /** Its first ISBN, or its ISSN. */
  readonly key: string;
  readonly title: DemoTitle;
  /** All ISBNs it was published under: an e-book may have one for each file format. */
  readonly isbns: readonly string[];
  /** The key of the same publication in the other form; null where there is none. */
  readonly otherForm: string | null;
  /** The first volume of the set that this is a volume of; null for all others. */
  readonly set: string | null;
}

export function toPublications(titles: readonly DemoTitle[]): readonly Publication[] {
  const groups = [...Map.groupBy(titles, (title) => `${title.form}|${sameness(title)}`).values()];
  const keys = new Map(groups.map((group) => [`${formOf(group)}|${samenessOf(group)}`, keyOf(group)]));
  return groups.flatMap((group): readonly Publication[] => {
    const title = group[0];
    if (title === undefined) return [];
    const other = title.form === 'print' ? 'electronic' : 'print';
    const set = volumeTitle(title, 1);
    return [
      {
        key: keyOf(group),
        title,
        isbns: title.isbn === '' ? [] : group.map((one) => one.isbn),
        otherForm: title.kind === 'journal' ? null : (keys.get(`${other}|${samenessOf(group)}`) ?? null),
        set: set === null ? null : (keys.get(`${title.form}|${sameness(set)}`) ?? null),
      },
    ];
  });
}

/** `Deep Brain Stimulation … (Volume 2)` → volume 2; null for a title that is no volume. */
export function volumeOf(title: DemoTitle): number | null {
  const found = VOLUME.exec(`${title.title} ${title.subtitle}`);
  return found === null ? null : Number(found[1]);
}

const VOLUME = /\(Volume (\d)\)/;

function volumeTitle(title: DemoTitle, volume: number): DemoTitle | null {
  if (volumeOf(title) === null) return null;
  const replace = (text: string): string => text.replace(VOLUME, `(Volume ${volume})`);
  return { ...title, title: replace(title.title), subtitle: replace(title.subtitle) };
}

function sameness(title: DemoTitle): string {
  return [title.title, title.subtitle, title.author, title.publisher, title.year, title.edition, title.issn]
    .join('|')
    .toLowerCase();
}

function samenessOf(group: readonly DemoTitle[]): string {
  return group[0] === undefined ? '' : sameness(group[0]);
}

function formOf(group: readonly DemoTitle[]): string {
  return group[0]?.form ?? '';
}

function keyOf(group: readonly DemoTitle[]): string {
  const first = group[0];
  if (first === undefined) return '';
  return first.isbn === '' ? first.issn : first.isbn;
}
