import { load } from './load.mjs';

/** docs/exports.md with the columns of the exports as the code has them. */
export async function exportsPage(page) {
  const { withColumnTables } = await load('src/export/describe.ts');
  return withColumnTables(page);
}
