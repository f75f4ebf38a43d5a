/** Checks of lists of all readers, who are tokens there. */
import type { ReadersWanted, ReaderTokens } from '#contract/adapter.ts';
import { agree, given, holds } from '../agree.ts';
import type { Check } from '../check.ts';
import type { PatronBench } from './bench.ts';

/** A remote adapter knows what its system can do once it has asked. */
const readers = (name: string, run: Check<PatronBench>['run']): Check<PatronBench> => ({
  name,
  needs: ['READER_TOKENS'],
  touches: 'reader',
  learn: ({ adapter, signal }) => adapter.probe(signal),
  run,
});

async function readersOf({ adapter, signal }: PatronBench, wanted?: ReadersWanted): Promise<readonly ReaderTokens[]> {
  const pages = given(adapter.loans?.readers?.(signal, wanted), 'READER_TOKENS is declared, and is not there');
  const found: ReaderTokens[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}

export const allReaders: readonly Check<PatronBench>[] = [
  readers('tells tokens and how registrations stand, and nothing that is a person’s', async (bench) => {
    const told = await readersOf(bench, { cards: true });

    holds(told.length > 1, 'the list has all readers', told.length);
    const text = JSON.stringify(told);
    for (const personal of bench.system.scene.personal)
      holds(!text.includes(personal), 'a list of tokens has a name or a card');
    holds(!/\d{4}-\d{2}-\d{2}/.test(text), 'a list of tokens has the day of something');
  }),

  readers('has tokens of cards only if they are asked for, and of different cards different ones', async (bench) => {
    const cards = (await readersOf(bench, { cards: true })).map(({ card }) => card);

    agree(new Set(cards).size, cards.length, 'two cards have one token');
    for (const wanted of [undefined, { cards: false }]) {
      for (const reader of await readersOf(bench, wanted))
        agree(reader.card, undefined, 'a token of a card is told unasked');
    }
  }),

  readers('tells of every reader what it tells of one: what is not told is not told of anybody', async (bench) => {
    const facts = ['card', 'category', 'expiry', 'hasEmail', 'owes'] as const;
    const told = (await readersOf(bench, { cards: true })).map((reader) =>
      facts.filter((fact) => reader[fact] !== undefined).join(' '),
    );

    agree(new Set(told).size, 1, 'of one reader something is told that is not told of another');
  }),
];
