/** The publications that an edition is a part of: what its records say of them, and where they are in the index. */
import type { EditionId } from '#domain/ids.ts';
import { sql } from 'kysely';
import type { EditionDescription } from '../description.ts';
import { itemsByNumber, type FoundItem } from './holdings.ts';
import { toEditionId, type IndexScope } from './index-scope.ts';
import { isStorable } from './storable.ts';
import type { EditionView, HostPublicationView } from './views.ts';

type Host = NonNullable<EditionDescription['partOf']>[number];

interface NamedRow {
  readonly slot: number;
  readonly record: number;
  /** Null if the public may not see the record. */
  readonly edition: number | null;
}

/** Records that a host entry names: by the system's own number, and by their control number. */
interface Named {
  readonly byNumber: readonly NamedRow[];
  readonly byControlNumber: readonly NamedRow[];
}

/**
 * Same length and order as asked. A host that is named twice over, by nothing that is in the index, or that the public may not
 * see, is words alone.
 */
export async function partsOf(
  scope: IndexScope,
  editions: readonly EditionView[],
): Promise<readonly (readonly HostPublicationView[])[]> {
  const hosts = editions.flatMap(({ description }) => description.partOf ?? []);
  if (hosts.length === 0) return editions.map(() => []);
  const named = await findNamed(scope, hosts);
  const items = await itemsByNumber(
    scope,
    hosts.map((host) => ({ system: host.system, localId: ownNumber(scope, host, 'item') })),
  );
  const views = hosts.map((host, slot) => toView(scope, host, named[slot], items[slot] ?? null));
  let next = 0;
  return editions.map(({ id, description }) => {
    const own = views.slice(next, (next += description.partOf?.length ?? 0));
    // Of a part that was taken for its own host, the copy is among the holdings already.
    return own.map((view) => (view.edition === id ? { ...view, edition: null, copy: null } : view));
  });
}

function toView(scope: IndexScope, host: Host, named: Named | undefined, item: FoundItem | null): HostPublicationView {
  const { title, creator, published, part } = host;
  const words = { title, creator, published, part };
  const isNamed = named !== undefined && named.byNumber.length + named.byControlNumber.length > 0;
  const number = isNamed ? theOne(named)?.edition : item?.edition;
  if (number === undefined || number === null) return { ...words, edition: null, copy: null };
  const edition: EditionId = toEditionId(scope.region, number);
  return { ...words, edition, copy: item?.edition === number ? item.reference : null };
}

/** By the system's own number, unless the control number is another record's; null if two fit. */
function theOne({ byNumber, byControlNumber }: Named): NamedRow | null {
  const [own] = byNumber;
  const found = [...new Map(byControlNumber.map((row) => [row.record, row])).values()];
  if (own !== undefined) return found.length === 0 || found.some(({ record }) => record === own.record) ? own : null;
  const [only, ...others] = found;
  return only === undefined || others.length > 0 ? null : only;
}

/** Hidden records, too: a number that is theirs names no other. */
async function findNamed(scope: IndexScope, hosts: readonly Host[]): Promise<readonly Named[]> {
  const lookups = hosts.flatMap((host, slot) => {
    const number = ownNumber(scope, host, 'record');
    return [
      ...(number === null ? [] : [{ slot, system: host.system, number, control: null, agency: null }]),
      ...host.controlNumbers
        .filter(isStorable)
        .flatMap(readControlNumbers)
        .map(({ control, agency }) => ({ slot, system: host.system, number: null, control, agency })),
    ];
  });
  const { rows } = await sql<NamedRow & { readonly own: boolean }>`
    SELECT a.slot, a.number IS NOT NULL AS own, r.id AS record,
      (SELECT m.edition FROM member m WHERE m.record = r.id AND r.visibility = 'PUBLIC') AS edition
    FROM unnest(${lookups.map(({ slot }) => slot)}::int[], ${lookups.map(({ system }) => system)}::text[],
        ${lookups.map(({ number }) => number)}::text[], ${lookups.map(({ control }) => control)}::text[],
        ${lookups.map(({ agency }) => agency)}::text[]) AS a (slot, system_id, number, control, agency)
      JOIN system s ON s.system_id = a.system_id AND s.system_id = ANY(${scope.systems}::text[])
      CROSS JOIN LATERAL (
        SELECT id, visibility FROM record WHERE system = s.id AND local_id = a.number AND NOT deleted
        UNION ALL
        SELECT id, visibility FROM record WHERE system = s.id AND control_number = a.control AND NOT deleted
          AND (a.agency IS NULL OR lower(control_agency) = lower(a.agency))
      ) r`.execute(scope.db);
  const bySlot = Map.groupBy(rows, ({ slot }) => slot);
  return hosts.map((_host, slot) => {
    const found = bySlot.get(slot) ?? [];
    return { byNumber: found.filter(({ own }) => own), byControlNumber: found.filter(({ own }) => !own) };
  });
}

/** `(NL-AmKIT)17` is number 17 of that agency, or the whole of a number; `17` is that number, whoever gave it. */
function readControlNumbers(text: string): readonly { readonly control: string; readonly agency: string | null }[] {
  const [, agency, control] = /^\(([^()]+)\)\s*(\S.*)$/.exec(text) ?? [];
  const whole = { control: text, agency: null };
  return agency === undefined || control === undefined ? [whole] : [whole, { control, agency: agency.trim() }];
}

/** The number by which the system itself knows the host, or the one copy of it; null if there is none. */
function ownNumber(scope: IndexScope, { system, local }: Host, of: 'record' | 'item'): string | null {
  const links = scope.hostLinksOf(system);
  const number = links === undefined ? undefined : local[links[of]];
  return number !== undefined && isStorable(number) ? number : null;
}
