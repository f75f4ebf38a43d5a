import { describeAdapter } from './describe-adapter.ts';
import { KOHAS } from './kit-systems.ts';

/** As most are set up; `koha-ways.test.ts` has the others. */
const [{ title, create, options }] = KOHAS;
describeAdapter(title, { create, ...options });
