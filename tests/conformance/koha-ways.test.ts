import { BEFORE_RELEASE } from '../release.ts';
import { describeAdapter } from './describe-adapter.ts';
import { KOHAS } from './kit-systems.ts';

// The last mixes the ways of the others.
const asked = KOHAS.slice(1, BEFORE_RELEASE ? undefined : -1);
for (const { title, create, options } of asked) describeAdapter(title, { create, ...options });
