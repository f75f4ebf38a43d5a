/** docs/systemd: units that name only settings that there are, and give each part what docker-compose.yml gives it. */
import { SETTINGS } from '#platform/settings-table.ts';
import { makeTemporaryFolder, projectRoot } from '#tests/support/mercia-process.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { readComposeFile } from '#tools/compose/compose-file.ts';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';

const ANALYZE = '/usr/bin/systemd-analyze';
const UNITS = globSync('docs/systemd/*.service', { cwd: projectRoot }).toSorted();
const secrets = new Set(Object.values(SETTINGS).flatMap(({ variable, secret }) => (secret ? [variable] : [])));
const variables = new Set(Object.values(SETTINGS).map(({ variable }) => variable));
const { services } = readComposeFile();
/** The service of docker-compose.yml that runs the same part. */
function serviceOf(part: string) {
  return [...services.values()].find(({ command }) => command[0] === 'serve' && command[1] === part);
}

it('there is one for every part', () => {
  const parts = [...services.values()].flatMap(({ command: [what, part] }) => (what === 'serve' ? [part] : []));

  expect(UNITS.map((path) => basename(path, '.service'))).toEqual(
    [...new Set(parts)].map((part) => `mercia-${String(part)}`).toSorted(),
  );
});

it.each(UNITS)('%s names settings that there are, and the secrets that its part has in docker-compose.yml', (path) => {
  const text = readProjectFile(path);
  const [, part = '', port = ''] =
    /^ExecStart=\/usr\/bin\/node \S+\/mercia\.mjs serve (\w+) --port (\d+)$/m.exec(text) ?? [];
  const service = serviceOf(part);
  const set = [...text.matchAll(/^Environment=(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => ({ name, value }));
  const files = set.filter(({ name }) => name.endsWith('_FILE'));
  const loaded = [...text.matchAll(/^LoadCredential=([\w-]+):\/etc\/mercia\/secrets\/\1$/gm)].map(([, name]) => name);

  expect([part, port]).toEqual([basename(path, '.service').replace('mercia-', ''), service?.command.at(-1)]);
  for (const { name } of set) expect(variables.has(name) || secrets.has(name.replace(/_FILE$/, '')), name).toBe(true);
  expect(files.map(({ value }) => value)).toEqual(loaded.map((name) => `%d/${String(name)}`));
  // An adapter server has keys of its own, in its own file there.
  if (part === 'adapters') expect(loaded).toEqual(['context-key', 'reader-key']);
  else expect(loaded.toSorted()).toEqual(service?.secrets.toSorted());
  expect(set.find(({ name }) => name === 'MERCIA_METRICS_PORT')?.value).toBe(
    service?.environment['MERCIA_METRICS_PORT'],
  );
});

it.skipIf(!existsSync(ANALYZE))('systemd finds nothing wrong with them (skipped where it is absent)', () => {
  const folder = makeTemporaryFolder();
  try {
    cpSync(join(projectRoot, 'docs', 'systemd'), folder.path, { recursive: true });
    // What it starts must be there.
    for (const unit of globSync('*.service', { cwd: folder.path })) {
      const file = join(folder.path, unit);
      writeFileSync(file, readFileSync(file, 'utf8').replace('/usr/bin/node', process.execPath));
    }
    const units = UNITS.map((path) => join(folder.path, basename(path)));
    const said = execFileSync('sh', ['-c', '"$0" verify --man=no "$@" 2>&1', ANALYZE, ...units], { encoding: 'utf8' });
    expect(said).toBe('');
  } finally {
    folder.remove();
  }
});
