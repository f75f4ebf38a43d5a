/**
 * The fifteen kinds of faults that a load makes, planted into the tables of a target, each on rows of its own, with what a ledger must
 * say of each: the row, by the record's number, the barcode, or the reader (`reader:17`), and what is wrong with it.
 */
import { checkOut, mergeRecords } from '#simulators/koha/world.ts';
import { barcodeOf, data, statesRun, type Moved } from './moved-world.ts';
import {
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
} from './target-tables.ts';

const BROKEN: readonly ((value: string) => string)[] = [
  (value) => Buffer.from(value, 'utf8').toString('latin1'),
  (value) => value.normalize('NFD'),
  (value) => value.normalize('NFD').replaceAll(/\p{M}/gu, ''),
  (value) => value.replaceAll(/[^ -~]/gu, '?'),
  (value) => value.replaceAll(/[^ -~]/gu, '\uFFFD'),
];

/** So many of each, for a world of {@link sizesOf} that many; all at once. */
export function plantFaults(moved: Moved, each: number): readonly PlantedKind[] {
  const target = new Target(moved);
  const { world } = target;
  const plant = (
    kind: string,
    first: number | readonly number[],
    fault: (n: number, at: number) => PlantedFault,
  ): PlantedKind => ({
    kind,
    faults: (typeof first === 'number' ? range(first, each) : first.slice(0, each)).map((n, at) => fault(n, at)),
  });
  return [
    plant('an item is lost', 10 * each + 1, (n) => {
      target.deleteItem(n, 'b');
      return { named: [itemRow(n, 'b')] };
    }),
    plant('a barcode is changed', 11 * each + 1, (n, at) => {
      const barcode = at % 2 === 0 ? `9${barcodeOf(n, 'b').slice(1)}` : barcodeOf(n, 'b').slice(0, -1);
      target.item(n, 'b').external_id = barcode;
      return { named: [itemRow(n, 'b')], follows: [`ITEMS ${barcode}`] };
    }),
    plant(
      'due days are swapped',
      range(0, each).map((at) => 1 + 2 * at),
      (n) => {
        const [one, other] = [target.loan(n), target.loan(n + 1)];
        const due = one.due_date;
        target.setDue(n, other.due_date);
        target.setDue(n + 1, due);
        return {
          named: [loanRow(n), loanRow(n + 1)],
          field: text('due'),
          follows: [itemRow(n, 'a'), itemRow(n + 1, 'a')],
        };
      },
    ),
    plant('a 650 is dropped', 12 * each + 1, (n, at) => {
      const drop = at % 2;
      target.edit(n, (fields) => {
        const subjects = fields.filter(({ tag }) => tag === '650');
        return fields.filter((field) => field !== subjects[drop]);
      });
      return { named: [recordRow(n)], field: text('650') };
    }),
    plant('an 866 is dropped', range(13 * each + 1, 3 * each).filter(statesRun), (n) => {
      target.edit(n, (fields) => fields.filter(({ tag }) => tag !== '866'));
      return { named: [recordRow(n), statementRow(n)], field: text('866') };
    }),
    plant('diacritics are broken', 16 * each + 1, (n, at) => {
      const tag = must(['245', '100', '650', '264', '500'][Math.floor(at / BROKEN.length) % 5]);
      const broken = must(BROKEN[at % BROKEN.length]);
      const before = JSON.stringify(target.marc(n));
      target.edit(n, (fields) => reworded(fields, tag, (value, code) => (code === '9' ? value : broken(value))));
      if (JSON.stringify(target.marc(n)) === before) throw new Error(`nothing to break in ${tag} of ${String(n)}`);
      return { named: [recordRow(n)], field: text(tag) };
    }),
    plant(
      'two editions are merged',
      range(0, each).map((at) => 17 * each + 1 + 2 * at),
      (n, at) => {
        const [kept, gone] = [target.biblio(n), target.biblio(n + 1)];
        mergeRecords(world, kept, gone);
        // As a load that matches leaves it: the kept record says of both that it is theirs.
        if (at % 2 === 1) target.edit(n, (fields) => [...fields, data('035', '  ', `a(old)${String(n + 1)}`)]);
        return {
          named: [recordRow(n + 1)],
          follows: [recordRow(n), itemRow(n + 1, 'a'), itemRow(n + 1, 'b'), statementRow(n), statementRow(n + 1)],
        };
      },
    ),
    plant('a charge is lost', 1, (reader) => {
      for (const { account_line_id: id } of target.charges(reader)) world.charges.delete(id);
      return { named: [target.chargeRow(reader)] };
    }),
    plant('pounds are read as pence', each + 1, (reader, at) => {
      const [charge] = target.charges(reader);
      const { amount } = must(charge);
      const wrong = at % 2 === 0 ? Math.round(amount * 100) : Math.round(amount) / 100;
      Object.assign(must(charge), { amount: wrong, amount_outstanding: wrong });
      return { named: [target.chargeRow(reader)], field: text('pence|amount') };
    }),
    plant('a category is wrong', 4 * each + 1, (reader) => {
      const patron = target.patron(reader);
      patron.category_id = patron.category_id === 'PT' ? 'ST' : 'PT';
      return { named: [readerRow(reader)], field: text('category') };
    }),
    plant('an expiry is wrong', 5 * each + 1, (reader, at) => {
      const patron = target.patron(reader);
      patron.expiry_date = at % 3 === 2 ? null : nextDay(patron.expiry_date ?? '2030-01-01', at % 3 === 0 ? 1 : 366);
      return { named: [readerRow(reader)], field: text('expir') };
    }),
    plant(
      'a bound-with is broken',
      range(0, each).map((at) => 21 * each + 2 + 2 * at),
      (n, at) => {
        const other = n + 1;
        target.edit(n, (fields) => {
          if (at % 4 >= 2) return fields.filter(({ tag }) => tag !== '773');
          return reworded(fields, '773', (value, code) => {
            if (code === 'w') return `(OLDK)N${String(other).padStart(6, '0')}`;
            if (code === '0') return String(target.biblio(other));
            return code === '9' ? String(target.item(other, 'a').item_id) : value;
          });
        });
        return { named: [recordRow(n)], field: text('773') };
      },
    ),
    plant('a loan is loaded twice', 3 * each + 1, (n, at) => {
      const loan = target.loan(n);
      if (at % 2 === 0) {
        const second = target.item(n, 'b');
        const { checkout_date: lent, due_date: due, patron_id: patron } = loan;
        checkOut(world, { item_id: second.item_id, patron_id: patron, at: lent, due });
        return { named: [loanRow(n, 'b')], follows: [itemRow(n, 'b')] };
      }
      loan.patron_id = target.patron(n + 1).patron_id;
      return { named: [loanRow(n)], field: text('reader') };
    }),
    plant('a hold has lost its place', 8 * each + 1, (n) => {
      const [first, ...behind] = target.holds(n);
      const rows = target.holdRows(n);
      must(first).priority = behind.length + 1;
      behind.forEach((hold, at) => (hold.priority = at + 1));
      return { named: rows, field: text('place') };
    }),
    plant('a note is lost', 19 * each + 1, (n, at) => {
      const copy = at % 2 === 0 ? 'a' : 'b';
      Object.assign(target.item(n, copy), copy === 'a' ? { public_notes: null } : { internal_notes: null });
      return { named: [itemRow(n, copy)], field: text('note') };
    }),
  ];
}
