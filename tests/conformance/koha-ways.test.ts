import { describeAdapter } from './describe-adapter.ts';
import { KOHAS } from './kit-systems.ts';

const [, ...others] = KOHAS;
for (const { title, create, options } of others) describeAdapter(title, { create, ...options });
