/** `npm run release:bill`: what a release is made of (CycloneDX 1.5) and under which licences, into the folder that is named, else `release/`. */
import { VERSION } from '#platform/version.ts';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listLicences } from './licences.ts';

const folder = process.argv[2] ?? 'release';
const MOST_BYTES = 64 * 1024 * 1024;

const bill = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], {
  encoding: 'utf8',
  maxBuffer: MOST_BYTES,
});
const { lines, unread } = listLicences(JSON.parse(bill));
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, `mercia-${VERSION}.cdx.json`), bill);
writeFileSync(join(folder, `mercia-${VERSION}-licences.txt`), `${lines.join('\n')}\n`);
process.stdout.write(`${lines.length} packages are listed in ${folder}.\n`);
for (const line of unread) process.stderr.write(`nobody has read this licence: ${line}\n`);
if (unread.length > 0) process.exitCode = 1;
