import { expect, it } from 'vitest';
import { readComposeFile } from './compose-file.ts';

const service = (more: string): string => `x-env: &env
  A: '\${A:-1}'
services:
  first: &first
    command: ['simulate', 'demo']
    environment:
      <<: *env
      B: '2'
  second:
    <<: *first
    ${more}
secrets:
  word: { file: ./word }
`;

it('fills in variables, merges, and says in which line a service is', () => {
  const file = readComposeFile({ A: '7' }, service('secrets: [word]'));

  expect(file.services.get('second')).toMatchObject({ environment: { A: '7', B: '2' }, secrets: ['word'] });
  expect([file.placeOf('first'), file.placeOf('second')]).toEqual([
    'docker-compose.yml:4: first',
    'docker-compose.yml:9: second',
  ]);
});

it.each([
  ['depends_on: { first: { condition: service_started } }', 'second: depends_on.first.condition: '],
  ['depends_on: { third: { condition: service_healthy } }', 'second: depends_on: there is no service third'],
  ['secrets: [sword]', 'second: secrets: there is no secret sword'],
  ["command: 'simulate demo'", 'second: command: '],
])('refuses what it cannot run, with the line of the service: %s', (line, words) => {
  expect(() => readComposeFile({}, service(line))).toThrow(`docker-compose.yml:9: ${words}`);
});

it('refuses what is no YAML, with the line', () => {
  expect(() => readComposeFile({}, service('a: [1'))).toThrow(/^docker-compose\.yml: .*line 1\d/u);
});
