/** Patrons as staff see them, what they owe, and whether a password is theirs. */
import * as answers from './answer.ts';
import type { Answer } from '../answer.ts';
import { PATRON_TABLE } from './people-tables.ts';
import { readObject } from './read-object.ts';
import type { RestCall } from './rest-call.ts';
import { answerList } from './rest-list.ts';
import { PATRON_PARAMETERS } from './rest-parameters.ts';
import type { KohaCharge, KohaPatron, KohaWorld } from './tables.ts';
import { chargeRow, libraryRow, patronRow, type WireObject } from './wire.ts';

export function patrons(call: RestCall): Answer {
  const joined = call.embeds.some((embed) => embed === 'library' || embed === 'extended_attributes');
  const source = {
    table: PATRON_TABLE,
    rows: [...call.world.patrons.values()],
    matching: PATRON_PARAMETERS,
    ambiguousByEmbed: joined ? ['patron_id', 'library_id', 'email'] : [],
  };
  return answerList(call, source, (row) => embeddedPatron(call, row));
}

export function patron(call: RestCall): Answer {
  const found = call.world.patrons.get(Number(call.path['patron_id']));
  return found === undefined ? answers.error(404, 'Patron not found.') : answers.json(embeddedPatron(call, found));
}

function embeddedPatron(call: RestCall, row: KohaPatron): WireObject {
  const { world, embeds } = call;
  const loans = [...world.checkouts.values()].filter((loan) => loan.patron_id === row.patron_id);
  const library = world.libraries.get(row.library_id);
  return {
    ...patronRow(world, row),
    ...(embeds.includes('account_balance') ? { account_balance: balanceOf(world, row) } : {}),
    ...(embeds.includes('checkouts+count') ? { checkouts_count: loans.length } : {}),
    ...(embeds.includes('overdues+count')
      ? { overdues_count: loans.filter((loan) => loan.due_date < world.now()).length }
      : {}),
    ...(embeds.includes('extended_attributes') ? { extended_attributes: [] } : {}),
    ...(embeds.includes('library') && library !== undefined ? { library: libraryRow(library) } : {}),
  };
}

export function patronAccount(call: RestCall): Answer {
  const { world } = call;
  const found = world.patrons.get(Number(call.path['patron_id']));
  if (found === undefined) return answers.error(404, 'Patron not found');
  const lines = (owned: readonly KohaCharge[]) => ({
    lines: owned.map((one) => chargeRow(world, one)),
    total: sumOf(owned),
  });
  return answers.json({
    balance: balanceOf(world, found),
    outstanding_credits: lines(openLinesOf(world, found).filter((one) => one.amount_outstanding < 0)),
    outstanding_debits: lines(openLinesOf(world, found).filter((one) => one.amount_outstanding > 0)),
  });
}

/** What is not settled: what is owed, and below zero what is in credit. */
function openLinesOf(world: KohaWorld, patron: KohaPatron): readonly KohaCharge[] {
  return [...world.charges.values()].filter(
    (charge) => charge.patron_id === patron.patron_id && charge.amount_outstanding !== 0,
  );
}

function balanceOf(world: KohaWorld, patron: KohaPatron): number {
  return sumOf(openLinesOf(world, patron));
}

function sumOf(lines: readonly KohaCharge[]): number {
  return lines.reduce((sum, line) => sum + line.amount_outstanding, 0);
}

/**
 * The same answer for every failure; a patron whose card has expired is known all the same (koha.md 7). A user name goes before a
 * card. Koha then looks for the patron once more, by the number of the card: without one it finds the first who has none either.
 */
export function validatePassword(call: RestCall): Answer {
  const body = readObject(call, { known: ['identifier', 'userid', 'password'], required: ['password'] });
  if ('status' in body) return body;
  const { identifier, userid, password } = body.fields;
  if (identifier !== undefined && userid !== undefined) {
    return answers.error(400, 'Bad request. Only one identifier attribute can be passed.');
  }
  const { users } = call.world;
  const patrons = [...call.world.patrons.values()];
  const byName = patrons.filter((patron) => patron.userid !== null && patron.userid === (identifier ?? userid));
  const byCard = patrons.filter((patron) => patron.cardnumber !== null && patron.cardnumber === identifier);
  const right = [...byName, ...byCard].find((patron) => users.get(patron.userid ?? '')?.password === password);
  const found = right && patrons.find(({ cardnumber }) => cardnumber === right.cardnumber);
  if (found === undefined) return answers.error(400, 'Validation failed');
  return answers.json({ cardnumber: found.cardnumber, patron_id: found.patron_id, userid: found.userid }, [], 201);
}
