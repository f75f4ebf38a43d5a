#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { runOnNode24 } from './node24.mjs';
import { runsLong } from './v8-flags.mjs';

// For its developers graphql checks of every value whether it came from a second graphql; Mercia has one.
process.env.NODE_ENV ??= 'production';
const args = process.argv.slice(2);
await runOnNode24(fileURLToPath(new URL('./main.ts', import.meta.url)), args, runsLong(args));
