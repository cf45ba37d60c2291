import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rebuild } from '../../src/summaries/rebuild';
import { startTestApi, type TestApi } from '../helpers/api';
import { PROJECT } from '../helpers/cli';

const FILE = path.join(PROJECT, 'docs/tour.md');
const TOUR = readFileSync(FILE, 'utf8');

/** A query of the tour, its variables where it has any, and its answer: as they stand in the page. */
const STEP = /^```graphql\n(.*?)^```\n\n(?:^```json variables\n(.*?)^```\n\n)?^```json\n(.*?)^```$/gms;

/** As the page shows an answer: numbers with three decimals, what fits into a line in one. */
function shown(data: unknown): string {
  return pretty(
    JSON.parse(JSON.stringify(data), (_key, value) => (Number.isFinite(value) ? +value.toFixed(3) : value)),
  );
}

function pretty(value: unknown, indent = '', before = ''): string {
  const line = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
  if (typeof value !== 'object' || value === null || indent.length + before.length + line.length <= 118) return line;
  const deeper = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((each) => deeper + pretty(each, deeper))
    : Object.entries(value).map(([key, each]) => `${deeper}"${key}": ${pretty(each, deeper, `"${key}": `)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}

describe('the tour', () => {
  let api: TestApi & { token: string };
  beforeAll(async () => {
    // What the tour's own command fills: seed 1, until the 19th of November 2026, 12:00 UTC.
    api = await startTestApi(1000);
    // As the server's worker has done by the time that people look.
    await rebuild(api.database, {});
  });
  afterAll(() => api.close());

  const steps = [...TOUR.matchAll(STEP)];
  const questions = TOUR.split(/^## /m).slice(1);

  it('asks ten questions, each with a query', () => {
    expect(questions.map((text) => Number.parseInt(text, 10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const text of questions) expect(text).toContain('```graphql\n');
    expect(steps).toHaveLength(TOUR.split('```graphql\n').length - 1);
    expect(TOUR).toContain('demo --dialogs 1000 --seed 1 --until 2026-11-19T12:00:00Z');
  });

  it.each(steps.map(([, query, variables, answer], index) => [index + 1, query!, variables, answer!] as const))(
    'answer %i is what the demo answers',
    async (_index, query, variables, answer) => {
      const { data, errors } = await api.ask(api.token, query, variables && JSON.parse(variables));
      expect(errors).toBeUndefined();
      expect(`${shown(data)}\n`).toBe(answer);
    },
  );

  // After a change of the demo or of a query: WRITE_TOUR=1 npx jest test/docs/tour
  (process.env.WRITE_TOUR ? it : it.skip)('is written anew', async () => {
    let text = TOUR;
    for (const [step, query, variables, answer] of steps) {
      const { data, errors } = await api.ask(api.token, query!, variables && JSON.parse(variables));
      expect(errors).toBeUndefined();
      text = text.replace(step!, () => `${step!.slice(0, -3 - answer!.length)}${shown(data)}\n\`\`\``);
    }
    writeFileSync(FILE, text);
  });
});
