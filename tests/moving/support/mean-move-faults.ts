/**
 * Faults that are easily overlooked: a blank, an hour, a letter of another alphabet, a link whose text is right and whose number is not,
 * two faults that make up for each other. They stand on rows that the fifteen kinds leave alone in a world of a hundred each.
 */
import { isControlField, type MarcField } from '#marc/index.ts';
import { addBiblio, addCharge, addItem, endOfDay, placeHold, type KohaItem } from '#simulators/koha/world.ts';
import { barcodeOf, data, statesRun, type Moved } from './moved-world.ts';
import {
  extraHold,
  holdRow,
  itemRow,
  loanRow,
  must,
  nextDay,
  range,
  readerRow,
  recordRow,
  reworded,
  statementRow,
  Target,
  text,
  type PlantedFault,
  type PlantedKind,
  type RowName,
} from './target-tables.ts';

/** Each kind so often, or as often as rows are left. */
const EACH = 20;

export function plantMeanFaults(moved: Moved): readonly PlantedKind[] {
  const target = new Target(moved);
  const { world } = target;
  const plant = (
    kind: string,
    first: number | readonly number[],
    fault: (n: number, at: number) => PlantedFault,
  ): PlantedKind => ({
    kind,
    faults: (typeof first === 'number' ? range(first, EACH) : first.slice(0, EACH)).map((n, at) => fault(n, at)),
  });
  const inField = (
    kind: string,
    first: number | readonly number[],
    tag: string,
    change: (fields: readonly MarcField[], n: number) => readonly MarcField[],
    follows: (n: number) => readonly RowName[] = () => [],
  ): PlantedKind =>
    plant(kind, first, (n) => {
      const before = JSON.stringify(target.marc(n));
      target.edit(n, (fields) => change(fields, n));
      if (JSON.stringify(target.marc(n)) === before) throw new Error(`${kind}: nothing changed in ${String(n)}`);
      return { named: [recordRow(n)], field: text(tag), follows: follows(n) };
    });
  const onItem = (
    kind: string,
    first: number,
    field: string,
    change: (item: KohaItem, n: number) => Partial<KohaItem>,
  ) =>
    plant(kind, first, (n) => {
      const item = target.item(n, 'b');
      Object.assign(item, change(item, n));
      return { named: [itemRow(n, 'b')], field: text(field) };
    });
  const edit =
    (tag: string, to: (field: Exclude<MarcField, { value: string }>) => MarcField) => (fields: readonly MarcField[]) =>
      fields.map((field) => (field.tag === tag && !isControlField(field) ? to(field) : field));

  return [
    inField(
      'an indicator is changed',
      21,
      '650',
      edit('650', (field) => ({ ...field, ind2: '7' })),
    ),
    inField(
      'subfields are in another order',
      41,
      '264',
      edit('264', (field) => ({ ...field, subfields: field.subfields.toReversed() })),
    ),
    inField('a field is there twice', 61, '500', (fields) =>
      fields.flatMap((one) => (one.tag === '500' ? [one, one] : [one])),
    ),
    inField('a space is another space', 81, '245', (fields) =>
      reworded(fields, '245', (value) => value.replace(' ', '\u00A0')),
    ),
    inField('the sign before a subtitle is gone', 101, '245', (fields) =>
      reworded(fields, '245', (value, code) => (code === 'a' ? value.slice(0, -2) : value)),
    ),
    inField('a letter of another alphabet', 121, '245', (fields) =>
      reworded(fields, '245', (value) => value.replace('M', '\u041C')),
    ),
    inField(
      'the record hides itself',
      141,
      '942',
      edit('942', (field) => ({ ...field, subfields: [...field.subfields, { code: 'n', value: '1' }] })),
      (n) => [itemRow(n, 'a'), itemRow(n, 'b'), loanRow(n), statementRow(n)],
    ),
    inField('an 008 is changed', 161, '008', (fields) =>
      fields.map((one) =>
        one.tag === '008' && isControlField(one) ? { ...one, value: one.value.replace('fre', 'eng') } : one,
      ),
    ),
    plant('the type of the record is changed', 181, (n) => {
      target.setLeader(n, 6, 'g');
      return { named: [recordRow(n)], field: text('LDR') };
    }),
    plant('the form of cataloguing is changed', 201, (n) => {
      target.setLeader(n, 18, 'a');
      return { named: [recordRow(n)], field: text('LDR') };
    }),
    inField('an invented 035', 221, '035', (fields) => [...fields, data('035', '  ', 'a(OCoLC)ocm123')]),
    inField(
      'a subfield 9 with words',
      241,
      '500',
      edit('500', (field) => ({
        ...field,
        subfields: [...field.subfields, { code: '9', value: 'never in the source' }],
      })),
    ),
    inField('a 650 of another record', 261, '650', (fields, n) =>
      reworded(fields, '650', (value, code) => (code === 'x' ? `Ethics ${String(n + 1)}.` : value)),
    ),
    inField(
      'an 866 has another end',
      range(282, 100).filter(statesRun),
      '866',
      (fields) => reworded(fields, '866', (value) => value.replace('1999', '1998')),
      (n) => [statementRow(n)],
    ),
    plant('the provenance of two records is exchanged', 401, (n, at) => {
      if (at % 2 === 0) {
        for (const [one, other] of [
          [n, n + 1],
          [n + 1, n],
        ] as const)
          target.edit(one, (fields) => reworded(fields, '035', () => `(old)${String(other)}`));
      }
      return {
        named: [recordRow(n)],
        follows: [
          itemRow(n, 'a'),
          itemRow(n, 'b'),
          statementRow(n),
          loanRow(n),
          `STATEMENTS record ${String(target.biblio(n))} MAIN`,
        ],
      };
    }),
    plant('a record is split in two', 2_001, (n, at) => {
      const { leader, fields } = target.marc(n);
      const own = fields.filter(({ tag }) => tag !== '035');
      const kept = at % 2 === 0 ? fields : own;
      const half = addBiblio(world, { marc: { leader, fields: [...kept] } });
      const moves = target.item(n, 'b');
      world.itemsOfBiblio.set(moves.biblio_id, [target.item(n, 'a').item_id]);
      world.itemsOfBiblio.set(half.biblio_id, [moves.item_id]);
      moves.biblio_id = half.biblio_id;
      const extra = String(half.biblio_id);
      return at % 2 === 0
        ? {
            named: [recordRow(n)],
            follows: [
              `RECORDS new:record:${extra}`,
              itemRow(n, 'a'),
              itemRow(n, 'b'),
              statementRow(n),
              `STATEMENTS record ${extra} MAIN`,
            ],
          }
        : {
            named: [`RECORDS new:record:${extra}`, itemRow(n, 'b')],
            follows: [recordRow(n), statementRow(n), `STATEMENTS record ${extra} MAIN`],
          };
    }),
    plant('a copy stands at another record', 2_041, (n, at) => {
      const moves = target.item(n, 'b');
      const to = target.biblio(at % 2 === 0 ? n + 1 : n - 1);
      const left = (world.itemsOfBiblio.get(moves.biblio_id) ?? []).filter((id) => id !== moves.item_id);
      world.itemsOfBiblio.set(moves.biblio_id, left);
      world.itemsOfBiblio.set(to, [...(world.itemsOfBiblio.get(to) ?? []), moves.item_id]);
      moves.biblio_id = to;
      return { named: [itemRow(n, 'b')], field: text('record') };
    }),
    plant('a copy has two faults', 2_061, (n) => {
      Object.assign(target.item(n, 'b'), { internal_notes: 'Another', callnumber: 'WB 1' });
      return { named: [itemRow(n, 'b')], field: text('note') };
    }),
    onItem('a barcode with a trailing blank', 401, 'barcode', (_, n) => ({ external_id: `${barcodeOf(n, 'b')} ` })),
    plant('the same barcode at two libraries', 441, (n) => {
      target.item(n, 'b').external_id = barcodeOf(n, 'a');
      return { named: [itemRow(n, 'b')], field: text('barcode'), follows: [itemRow(n, 'a'), loanRow(n)] };
    }),
    onItem('a code is not mapped', 483, 'location|type|collection', (item, n) => {
      const kind = n % 2 === 0 ? 'location' : 'collection_code';
      return kind === 'location'
        ? { location: item.location === 'RESV' ? 'REF' : 'RESV' }
        : { collection_code: item.collection_code === 'FICT' ? 'FIC' : 'FICT' };
    }),
    onItem('a lost copy is found', 521, 'status', (item) => ({ lost_status: item.lost_status === 0 ? 1 : 0 })),
    onItem('a price is another', 541, 'price', (item) => ({ purchase_price: (item.purchase_price ?? 0) + 1 })),
    onItem('a copy is at another branch', 561, 'branch|owner|library', () => ({
      home_library_id: 'NORTH',
      holding_library_id: 'NORTH',
    })),
    onItem('a note of staff is another copy’s', 581, 'note', (_, n) => ({
      internal_notes: `Seen on shelf ${String(n + 1)}`,
    })),
    onItem('a note for staff is shown to all', 601, 'note', (item) => ({
      public_notes: item.internal_notes,
      internal_notes: null,
    })),
    onItem('a call number has lost its case', 621, 'call', (item) => ({
      callnumber: (item.callnumber ?? '').toLowerCase(),
    })),
    onItem('a copy number is gone', 641, 'copy', () => ({ copy_number: null })),
    plant('two copies have each other’s barcode', 661, (n) => {
      const [one, other] = [target.item(n, 'b'), target.item(n + 20, 'b')];
      [one.external_id, other.external_id] = [other.external_id, one.external_id];
      return { named: [itemRow(n, 'b'), itemRow(n + 20, 'b')] };
    }),
    plant('a loan is an hour longer, over midnight', 501, (n, at) => {
      const day = `2026-12-${String(1 + (n % 28)).padStart(2, '0')}`;
      const end = endOfDay(day, world.timeZone);
      const due = at % 2 === 0 ? end + 60_000 : end + 3_600_000;
      target.setDue(n, due);
      return { named: [loanRow(n)], field: text('due'), follows: [itemRow(n, 'a')] };
    }),
    plant(
      'a loan by the hour is due an hour later the same day',
      range(528, 130).filter((n) => n % 8 === 0),
      (n) => {
        target.setDue(n, target.loan(n).due_date + 3_600_000);
        return { named: [loanRow(n)], field: text('due'), follows: [itemRow(n, 'a')] };
      },
    ),
    plant('a loan is renewed once more', 661, (n) => {
      target.loan(n).renewals_count += 1;
      return { named: [loanRow(n)], field: text('renew') };
    }),
    plant('a loan is closed', 681, (n) => {
      world.checkouts.delete(target.loan(n).checkout_id);
      target.item(n, 'a').checked_out_date = null;
      return { named: [loanRow(n)], follows: [itemRow(n, 'a')] };
    }),
    plant('a loan began another day', 701, (n) => {
      target.loan(n).checkout_date += 86_400_000;
      return { named: [loanRow(n)], field: text('lent|loaned|since|began') };
    }),
    plant('a loan is another reader’s', 721, (n) => {
      target.loan(n).patron_id = target.patron(n + 40).patron_id;
      return { named: [loanRow(n)], field: text('reader') };
    }),
    plant('a hold is another reader’s', 901, (n) => {
      const [first] = target.holds(n);
      const was = must(target.holdRows(n)[0]);
      const other =
        (target.readerOf(must(first).patron_id) % 800) + 400 > 800 ? 1 : target.readerOf(must(first).patron_id) + 400;
      must(first).patron_id = target.patron(other).patron_id;
      return { named: [was, extraHold(target.biblio(n))], follows: [holdRow(other, n)] };
    }),
    plant('a hold is lost', 921, (n) => {
      const last = must(target.holds(n).at(-1));
      world.holds.delete(last.hold_id);
      return { named: [must(target.holdRows(n).at(-1))] };
    }),
    plant('a hold is there twice', 941, (n) => {
      const last = must(target.holds(n).at(-1));
      placeHold(world, {
        biblio_id: last.biblio_id,
        patron_id: last.patron_id,
        pickup_library_id: last.pickup_library_id,
      });
      return { named: [extraHold(target.biblio(n))] };
    }),
    plant('a hold is collected elsewhere', 961, (n) => {
      const [first] = target.holds(n);
      must(first).pickup_library_id = must(first).pickup_library_id === 'NORTH' ? 'SOUTH' : 'NORTH';
      return { named: [must(target.holdRows(n)[0])], field: text('pickup|collect|library') };
    }),
    plant('a hold is for one copy', 981, (n) => {
      const [first] = target.holds(n);
      Object.assign(must(first), { item_id: target.item(n, 'a').item_id, item_level: true });
      return { named: [must(target.holdRows(n)[0])] };
    }),
    plant('a hold was placed another day', 981, (n) => {
      const hold = must(target.holds(n)[1]);
      hold.hold_date = nextDay(hold.hold_date, 1);
      return { named: [must(target.holdRows(n)[1])] };
    }),
    plant('a category has kept its old code', 301, (_, at) => {
      const reader = 302 + 3 * at;
      const patron = target.patron(reader);
      if (patron.category_id !== 'STAFF') throw new Error(patron.category_id);
      patron.category_id = 'S';
      return { named: [readerRow(reader)], field: text('category') };
    }),
    plant('a block is lost or new', 611, (reader) => {
      const patron = target.patron(reader);
      patron.restricted = !patron.restricted;
      return { named: [`BLOCKS reader:${String(reader)}`], follows: [readerRow(reader)] };
    }),
    plant('an address of mail is another’s', 641, (reader) => {
      target.patron(reader).email = `reader${String(reader + 1)}x@example.org`;
      return { named: [readerRow(reader)], field: text('mail') };
    }),
    plant('a card is another’s number', 661, (reader) => {
      target.patron(reader).cardnumber = `999${String(reader)}`;
      return { named: [readerRow(reader)], field: text('card') };
    }),
    plant('two charges have become one', 701, (reader) => {
      const [one, other] = target.charges(reader);
      const sum = must(one).amount + must(other).amount;
      Object.assign(must(one), { amount: sum, amount_outstanding: sum });
      world.charges.delete(must(other).account_line_id);
      return { named: [target.chargeRow(reader)], field: text('pence') };
    }),
    plant('a charge is there twice', 721, (reader) => {
      addCharge(world, { ...must(target.charges(reader)[0]), account_line_id: world.next.charge });
      return { named: [target.chargeRow(reader).replace(/:\d+/u, ':?')] };
    }),
    plant('a charge is of another kind', 621, (reader) => {
      must(target.charges(reader)[0]).debit_type = 'SUNDRY';
      return {
        named: [target.chargeRow(reader, reader % 2 === 0 ? 'OVERDUE' : 'LOST')],
        follows: [target.chargeRow(reader, 'SUNDRY')],
      };
    }),
    plant('two readers owe what the other owes', 221, (reader) => {
      const [one, other] = [must(target.charges(reader)[0]), must(target.charges(reader + 40)[0])];
      [one.amount_outstanding, other.amount_outstanding] = [other.amount_outstanding, one.amount_outstanding];
      return { named: [target.chargeRow(reader), target.chargeRow(reader + 40)] };
    }),
    plant('a debt has become a credit', 751, (reader) => {
      const charge = must(target.charges(reader)[0]);
      charge.amount_outstanding = -charge.amount_outstanding;
      return { named: [target.chargeRow(reader)] };
    }),
    plant(
      'the number that a link names is gone',
      range(2_302, 99).filter((n) => n % 4 === 2),
      (n) => {
        target.edit(n - 1, (fields) =>
          fields.map((one) => (one.tag === '001' ? { tag: '001', value: `T${String(n)}` } : one)),
        );
        return { named: [recordRow(n)], field: text('773'), follows: [recordRow(n - 1)] };
      },
    ),
    plant(
      'a link has kept the numbers of the source',
      range(2_302, 99).filter((n) => n % 4 === 0),
      (n) => {
        target.edit(n, (fields) =>
          reworded(fields, '773', (value, code) =>
            code === '0' ? String(n - 1) : code === '9' ? String(2 * (n - 1) - 1) : value,
          ),
        );
        return { named: [recordRow(n)], field: text('773') };
      },
    ),
    inField(
      'a run is another library’s',
      range(301, 99).filter(statesRun).slice(14),
      '852',
      edit('852', (field) => ({
        ...field,
        subfields: field.subfields.map((one) => (one.code === 'b' ? { code: 'b', value: 'SOUTH' } : one)),
      })),
      (n) => [statementRow(n), `STATEMENTS record ${String(target.biblio(n))} MAIN`],
    ),
    onItem('a note has broken diacritics', 701, 'note', (item) => ({
      internal_notes: null,
      public_notes: Buffer.from(`Signé ${item.internal_notes ?? ''}`).toString('latin1'),
    })),
    onItem('an acquisition date is lost', 721, 'acqui', () => ({ acquisition_date: null })),
    onItem('a copy is not for loan any more', 741, 'status|use', (item) => ({
      not_for_loan_status: item.not_for_loan_status === 2 ? 0 : 2,
    })),
    onItem('a copy is restricted', 761, 'status|use', () => ({ restricted_status: 1 })),
    onItem('a volume is lost or new', 21, 'enum', () => ({ serial_issue_number: 'v.1' })),
    plant('a reader is of another library', 201, (reader) => {
      const patron = target.patron(reader);
      patron.library_id = patron.library_id === 'NORTH' ? 'SOUTH' : 'NORTH';
      return { named: [readerRow(reader)], field: text('library'), follows: [target.chargeRow(reader)] };
    }),
    plant('a surname is another', 241, (reader) => {
      target.patron(reader).surname += 'x';
      return { named: [readerRow(reader)], field: text('name') };
    }),
    plant('a day of birth is lost', 281, (reader) => {
      target.patron(reader).date_of_birth = null;
      return { named: [readerRow(reader)], field: text('name') };
    }),
    plant('a charge is of another copy', 362, (reader) => {
      const [charge] = target.charges(reader);
      must(charge).item_id = target.item(reader + 1, 'b').item_id;
      return { named: [target.chargeRow(reader)], field: text('item') };
    }),
    plant('a charge is of another day', 382, (reader) => {
      must(target.charges(reader)[0]).date += 5 * 86_400_000;
      return { named: [target.chargeRow(reader)], field: text('day|on|date') };
    }),
    plant('a hold is suspended', 981, (n) => {
      must(target.holds(n)[2]).suspended = true;
      return { named: [must(target.holdRows(n)[2])], field: text('status') };
    }),
    plant(
      'two readers have each other’s card',
      range(681, 20).filter((n) => n % 2 === 1),
      (reader) => {
        const [one, other] = [target.patron(reader), target.patron(reader + 1)];
        [one.cardnumber, other.cardnumber] = [other.cardnumber, one.cardnumber];
        return {
          named: [readerRow(reader), readerRow(reader + 1)],
          follows: [...target.about(reader), ...target.about(reader + 1)],
        };
      },
    ),
    plant(
      'two readers have become one',
      range(781, 20).filter((n) => n % 2 === 1),
      (reader) => {
        const follows = [...target.about(reader), ...target.about(reader + 1)];
        const [one, other] = [target.patron(reader), target.patron(reader + 1)];
        for (const table of [world.checkouts, world.holds, world.charges]) {
          for (const row of table.values()) if (row.patron_id === other.patron_id) row.patron_id = one.patron_id;
        }
        world.patrons.delete(other.patron_id);
        return { named: [readerRow(reader + 1)], follows };
      },
    ),
    plant('the target has a copy more', 2_081, (n) => {
      const { item_id: _, external_id: __, ...rest } = target.item(n, 'b');
      addItem(world, { ...rest, external_id: `7${barcodeOf(n, 'b').slice(1)}` });
      return { named: [`ITEMS 7${barcodeOf(n, 'b').slice(1)}`] };
    }),
  ];
}
