/** Checks of harvest after something has happened that the suite knows of: edits, deletions, odd letters, records that are too much. */
import type { HarvestedDescription } from '#contract/adapter.ts';
import { isControlField } from '#marc/index.ts';
import { isMerciaError } from '#platform/errors.ts';
import { agree, given, holds, none } from '../agree.ts';
import { applyPage, collectPages, emptyIndex, harvestFully, textOf, type TestIndex } from '../apply-harvest.ts';
import { NotTried, type Check } from '../check.ts';
import { situationOf } from '../situations.ts';
import type { SimulatedBench } from '../system.ts';
import { FULL, sourceOf } from './harvest.ts';
import { changesOf } from './harvest-changes.ts';

const check = (
  name: string,
  run: Check<SimulatedBench>['run'],
  needs: Check<SimulatedBench>['needs'] = ['HARVEST_FULL'],
): Check<SimulatedBench> => ({ name, needs, touches: 'changes', run });
const CHANGES = ['HARVEST_FULL', 'HARVEST_CHANGES'] as const;

/** Accents before and behind their letter, scripts of three and four bytes, and what XML has other words for. */
const ODD_TITLE = 'Łódź & <naïve> “Ōkami” – Νόσος 東京 𝔐 e\u0301';
/** More than ISO 2709 has room for in one field, and in one record. */
const LONG_NOTE = 'A long note. '.repeat(9_000);
const HOUR_MS = 3_600_000;
/** Edits one behind the other, so that a few of them are of one second. */
const EDITS = 4;

export const harvestSituations: readonly Check<SimulatedBench>[] = [
  check('brings letters of every script as they are', async (bench) => {
    const localId = situationOf(bench, 'addRecord')({ title: ODD_TITLE, barcodes: ['77000003'] });

    const record = (await harvestFully(sourceOf(bench))).described.get(localId);

    const words = 'letters of a title come as others: read the bytes by the encoding that they are in, and decode once';
    agree(valueOf(record, '245', 'a')?.normalize('NFC'), ODD_TITLE.normalize('NFC'), words);
  }),

  check('brings a record of more than 99,999 bytes whole, or refuses it by name', async (bench) => {
    situationOf(bench, 'largeRecords');
    const addRecord = situationOf(bench, 'addRecord');
    const localId = addRecord({ title: 'Long', note: LONG_NOTE.trim(), barcodes: ['77000004'] });
    const next = addRecord({ title: 'Next', barcodes: ['77000005'] });

    const pages = await collectPages(sourceOf(bench), FULL);

    const records = pages.flatMap((page) => page.records);
    holds(
      records.some((one) => one.localId === next),
      'a large record costs the one behind it',
    );
    const record = records.find((one) => one.localId === localId);
    if (record === undefined || record.deleted) {
      const isRefused = pages.some(({ rejects }) => rejects.some((reject) => reject.localId === localId));
      holds(isRefused, 'a large record is neither brought nor refused by its id: it would be lost without a word');
      return;
    }
    agree(valueOf(record, '500', 'a')?.length, LONG_NOTE.trim().length, 'a large record comes without its end');
  }),

  check('refuses a record that cannot be read, and brings the others', async (bench) => {
    const source = sourceOf(bench);
    const before = await harvestFully(source);
    const localId = publicRecord(before);
    situationOf(bench, 'spoilDescription')(localId);

    const pages = await collectPages(source, FULL);

    const refused = pages.flatMap((page) => page.rejects.map((reject) => reject.localId));
    const words =
      'a record that cannot be read is not refused by its id: give it as a reject, with its place and reason';
    holds(refused.includes(localId), words, refused);
    const brought = new Set(pages.flatMap((page) => page.records.map((record) => record.localId)));
    const lost = [...before.records.keys()].filter((id) => id !== localId && !brought.has(id));
    none(lost, 'one record that cannot be read costs others');
    const known = pages.at(-1)?.allLocalIds ?? null;
    // One whose number cannot be read either may be any.
    holds(known === null || known.has(localId), 'a record that cannot be read is told to be gone: it would be deleted');
  }),

  check('refuses a record without its number, and takes none for deleted because of it', async (bench) => {
    const source = sourceOf(bench);
    const before = await harvestFully(source);
    const localId = publicRecord(before);
    situationOf(bench, 'spoilNumber')(localId);

    const pages = await collectPages(source, FULL);

    const refused = pages.flatMap((page) => page.rejects);
    const words = 'a record without its number is lost without a word: give it as a reject, with its place and reason';
    holds(refused.length > 0, words);
    for (const { place, reason } of refused) holds(place !== '' && reason !== '', words, { place, reason });
    const brought = new Set(pages.flatMap((page) => page.records.map((record) => record.localId)));
    const lost = [...before.records.keys()].filter((id) => id !== localId && !brought.has(id));
    none(lost, 'a record without its number costs others');
    const known = pages.at(-1)?.allLocalIds ?? null;
    const isKept = known === null || known.has(localId);
    holds(
      isKept,
      'a record whose number cannot be read is told to be gone: say of no id that it is, while there is one',
    );
  }),

  check(
    'brings with the next run what was edited while a run went on',
    async (bench) => {
      const source = sourceOf(bench);
      let index = emptyIndex();
      let edited: string | null = null;
      try {
        for await (const page of source.pages(FULL, bench.signal)) {
          applyPage(index, page);
          if (edited !== null) continue;
          edited = publicRecord(index);
          situationOf(bench, 'editTitle')(edited, 'Edited meanwhile');
          // Runs take longer than what is asked again before their beginning.
          const { passTime } = bench.system.situations;
          if (typeof passTime === 'function') passTime(HOUR_MS);
        }
        for (const page of await changesOf(source, index)) applyPage(index, page);
      } catch (error) {
        // A file that is replaced while it is read: the run says so, and begins again.
        if (!isMerciaError(error)) throw error;
        index = await harvestFully(source);
      }

      const words = 'an edit while a run went on is never brought: the next run must start where this one began';
      agree(titleOf(index.described.get(edited ?? '')), 'Edited meanwhile', words);
    },
    CHANGES,
  ),

  check(
    'brings every edit, though a run ended in the same second',
    async (bench) => {
      const source = sourceOf(bench);
      const index = await harvestFully(source);
      const localId = publicRecord(index);
      for (let edit = 1; edit <= EDITS; edit += 1) {
        situationOf(bench, 'editTitle')(localId, `Edit ${edit}`);
        for (const page of await changesOf(source, index)) applyPage(index, page);

        const words =
          'an edit in the last second of a run before is never brought: ask again from that second, inclusive';
        agree(titleOf(index.described.get(localId)), `Edit ${edit}`, words);
      }
    },
    CHANGES,
  ),

  check(
    'takes out a copy that was deleted alone, or says that runs of changes do not see it',
    async (bench) => {
      const source = sourceOf(bench);
      const index = await harvestFully(source);
      const localId = publicRecord(index);
      const deleted = situationOf(bench, 'deleteCopy')(localId);
      const has = (one: TestIndex) =>
        one.described.get(localId)?.items.some((item) => item.localId === deleted) === true;
      holds(has(index), 'a copy that is there is not harvested by its id', deleted);

      const pages = await changesOf(source, index);
      for (const page of pages) applyPage(index, page);
      const gone = pages.flatMap(({ goneItems = [] }) => goneItems);
      if (gone.includes(deleted) && source.findRecords !== undefined) {
        const { records, rejects } = await source.findRecords([localId], bench.signal);
        applyPage(index, { records, rejects, resumeAt: '', expected: null, nextCursor: null, allLocalIds: null });
      }

      if (has(index)) {
        const unseen = (await source.unseenEdits?.(bench.signal)) ?? [];
        const words =
          'a copy that was deleted alone stays for ever: bring its record with the changes, tell it in goneItems, or name this very edit in unseenEdits (a copy deleted)';
        holds(
          unseen.some((edit) => /cop(y|ies)\b.*\bdeleted/.test(edit)),
          words,
          unseen,
        );
        holds(!has(await harvestFully(source)), 'a copy that was deleted alone stays after a full harvest');
      }
    },
    CHANGES,
  ),

  check('takes no place in a list that the system has lost for the end of the list', async (bench) => {
    const lose = bench.system.losesItsPlace;
    if (lose === undefined) throw new NotTried('its lists have no place that the system must remember');
    const source = sourceOf(bench);
    const expected = textOf(await harvestFully(source));
    const index = emptyIndex();
    let pages = 0;
    try {
      for await (const page of source.pages(FULL, bench.signal)) {
        applyPage(index, page);
        pages += 1;
        if (pages === 1) lose();
      }
    } catch (error) {
      // A run that fails deletes nothing.
      if (!isMerciaError(error)) throw error;
      return;
    }

    holds(pages > 1, 'the simulated system gives its list in one page: give it several, or no place can be lost');
    const words =
      'a full run whose system lost its place in the list ended as complete with other records than there are: the rest would be deleted; begin the run again, or end it with an error';
    agree(textOf(index), expected, words);
  }),

  check('shows nothing of what the system hides', async (bench) => {
    const { described } = await harvestFully(sourceOf(bench));
    const records = [...described.values()];
    const isHidden = records.some(({ visibility }) => visibility !== 'PUBLIC');
    holds(isHidden, 'the simulated system hides no record: hide one of its first 26, or nothing is proven of hiding');
    for (const { visibility, items, holdings } of records) {
      const hidden = items.filter((item) => item.visibility !== 'PUBLIC').map(({ localId }) => localId);
      if (visibility !== 'PUBLIC') {
        none(
          holdings.flatMap(({ liveKeys }) => liveKeys),
          'a hidden title has live keys',
        );
        none(
          holdings.flatMap(({ facts }) => facts ?? []),
          'a hidden title has facts',
        );
        continue;
      }
      const told = holdings.flatMap(
        ({ facts }) => facts?.items.map(({ id }) => id.split(':').slice(2).join(':')) ?? [],
      );
      none(
        told.filter((id) => hidden.includes(id)),
        'a hidden copy stands in the facts of harvest',
      );
    }
  }),
];

/** A public record with two copies or more, so that one can go. */
function publicRecord({ described }: Pick<TestIndex, 'described'>): string {
  const found = [...described].find(([, { visibility, items }]) => visibility === 'PUBLIC' && items.length > 1);
  if (found === undefined) throw new NotTried('no public record has two copies');
  return found[0];
}

const titleOf = (record: HarvestedDescription | undefined): string | null => valueOf(record, '245', 'a');

function valueOf(record: HarvestedDescription | undefined, tag: string, code: string): string | null {
  const field = given(record, 'a record that was added is not harvested').marc.fields.find((one) => one.tag === tag);
  if (field === undefined || isControlField(field)) return null;
  return field.subfields.find((one) => one.code === code)?.value.replace(/ \/$/, '') ?? null;
}
