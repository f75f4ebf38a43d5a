/** The door for those who keep terms; `suggest` and `browse` are read through `hub/union-index/index.ts`. */
export { startTermKeeper } from './keeper.ts';
