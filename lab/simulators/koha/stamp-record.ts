import type { MarcField, MarcRecord } from '#marc/marc-record.ts';

/**
 * The description as Koha stores it: items (952) and Koha's own numbers (999) live elsewhere, and 005 is the time of
 * the change in the zone of Koha's process, which is UTC as recorded although Koha's own zone was not.
 */
export function stampRecord(marc: MarcRecord, instant: number): MarcRecord {
  // 005    20261124135750.0
  const changed: MarcField = {
    tag: '005',
    value: `${new Date(instant).toISOString().slice(0, 19).replaceAll(/\D/gu, '')}.0`,
  };
  const others = marc.fields.filter((field) => field.tag !== '952' && field.tag !== '999' && field.tag !== '005');
  const behind = others.findLastIndex((field) => field.tag < '005') + 1;
  return { leader: marc.leader, fields: [...others.slice(0, behind), changed, ...others.slice(behind)] };
}
