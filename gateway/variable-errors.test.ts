import { buildSchema, execute, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { withoutValue } from './public-errors.ts';

const schema = buildSchema(`
  type Query { look(input: Look, first: Int, purpose: Purpose): Int }
  input Look { card: String!, pins: [String!], within: Look }
  enum Purpose { ENQUIRY }
`);

/** What `graphql` says of variables that cannot be read, as it leaves the house. */
async function messagesFor(variables: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const document = parse(
    'query ($input: Look, $first: Int, $purpose: Purpose) { look(input: $input, first: $first, purpose: $purpose) }',
  );
  const { errors = [] } = await execute({ schema, document, variableValues: variables });
  return errors.map(({ message }) => withoutValue(message));
}

describe('a variable that cannot be read', () => {
  it.each([
    [
      'a text for a number',
      { first: '7391' },
      'Variable "$first" cannot be read. Its value is none of the type that is asked for.',
    ],
    [
      'a word that an enum has not',
      { purpose: '7391' },
      'Variable "$purpose" cannot be read. Its value is none of the type that is asked for.',
    ],
    [
      'a text for an input',
      { input: '7391' },
      'Variable "$input" cannot be read. Expected type "Look" to be an object.',
    ],
    [
      'an object for a text',
      { input: { card: { is: '7391' } } },
      'Variable "$input" cannot be read at "input.card". Its value is none of the type that is asked for.',
    ],
    [
      'a field too few',
      { input: { pins: ['7391'] } },
      'Variable "$input" cannot be read. Field "card" of required type "String!" was not provided.',
    ],
    [
      'a field too many',
      { input: { card: '7391', pim: '7391' } },
      'Variable "$input" cannot be read. Field "pim" is not defined by type "Look".',
    ],
    [
      'null where there must be something',
      { input: { card: '7391', pins: ['7391', null] } },
      'Variable "$input" cannot be read at "input.pins[1]". Expected non-nullable type "String!" not to be null.',
    ],
    [
      'what looks like a place',
      { first: ' at "input.card"; 7391' },
      'Variable "$first" cannot be read. Its value is none of the type that is asked for.',
    ],
  ])('is told by name, place and reason, never by value: %s', async (_what, variables, message) => {
    expect(await messagesFor(variables)).toEqual([message]);
  });

  it('leaves every other message as it is', () => {
    const message = 'Variable "$input" of required type "Look!" was not provided.';

    expect(withoutValue(message)).toBe(message);
  });
});
