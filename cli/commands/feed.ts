import type { Command } from 'commander';
import { registerFeedVerify } from './feed-verify.ts';

/** `mercia feed`: what is published for discovery systems. */
export function registerFeed(program: Command): void {
  registerFeedVerify(program.command('feed').description('what is published for discovery systems'));
}
