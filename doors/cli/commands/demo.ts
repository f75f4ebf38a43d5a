import { badUserInput } from '#platform/errors.ts';
import type { Command } from 'commander';
import { signInAs } from '../demo/sign-in.ts';
import { printLine } from '../output.ts';
import { findRegion } from '../region/region-source.ts';
import { readSettings, settingFlag, type SettingFlags } from '../settings.ts';

export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('commands for a running demonstration')
    .command('token')
    .description("sign in as one of the demonstration's people, and print the token")
    .requiredOption('--as <person>', 'reader, other-reader, librarian, migration or operator')
    .addOption(settingFlag('data'))
    .action(async ({ as: personId, data }: SettingFlags & { readonly as: string }) => {
      const { region } = await findRegion(readSettings({ data }));
      const issuer = region.issuers.find(({ development }) => development)?.issuer;
      if (issuer === undefined) throw badUserInput('This region has no issuer for demonstrations.');
      printLine(await signInAs(issuer, personId));
    });
}
