import { foldDigits } from '#domain/readable-text.ts';
import { foldText, foldTitle } from '../normalise/text.ts';
import { memoise } from './memoise.ts';

/** The digits of every script are the same: what counts in a title is what it is known by. */
export const fold: (text: string) => string = memoise((text) => foldText(foldDigits(text)));

/** {@link foldTitle} in the same way, with the titles at hand that came before. */
export const foldedTitle: (text: string) => string = memoise((text) => foldTitle(foldDigits(text)));
