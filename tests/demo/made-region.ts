/** The demo region of seed 1, made once, with what its tests look at. */
import { isControlField } from '#marc/marc-record.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import { DEMO_KOHAS, generateDemoRegion } from '#demo/generate.ts';
import type { DemoKohaId } from '#demo/libraries.ts';
import { toPublications } from '#demo/publications.ts';
import { readTitles } from '#demo/titles.ts';
import { ofKohas } from '#demo/truth.ts';
import type { KohaWorld } from '#simulators/koha/world.ts';

export const NOW = Date.UTC(2026, 10, 24, 12);
export const region = generateDemoRegion({ now: NOW });
export const publications = new Map(toPublications(readTitles()).map((publication) => [publication.key, publication]));

/** One of its Kohas. */
export function world(id: DemoKohaId): KohaWorld {
  const found = region.worlds.get(id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

/** The values of a control field, or of one subfield of all fields of a tag. */
export function values(marc: MarcRecord, tag: string, code = ''): readonly string[] {
  return marc.fields.flatMap((field) => {
    if (field.tag !== tag) return [];
    if (isControlField(field)) return [field.value];
    return field.subfields.filter((subfield) => subfield.code === code).map((subfield) => subfield.value);
  });
}

export const records = DEMO_KOHAS.flatMap((system) =>
  [...world(system).biblios.values()].map((biblio) => ({ system, ...biblio })),
);
export const items = DEMO_KOHAS.flatMap((system) =>
  [...world(system).items.values()].map((item) => ({ system, ...item })),
);
/** Of the Kohas. */
export const truth = ofKohas(region.truth);
export const publicRows = truth.filter((row) => row.visibility === 'PUBLIC');
