import { rebuild } from '../../src/summaries/rebuild';
import { startTestApi, type TestApi } from '../helpers/api';
import { type Chosen, type Column, DASHBOARD, flatten, interpolate, rowsOf, select, type Target } from './grafana';

const VARIABLES = DASHBOARD.templating.list.filter(({ type }) => type === 'query');
const PANELS = DASHBOARD.panels.map((panel) => [panel.title, panel] as const);

/** Moments as RFC 3339 has them, which both data sources read. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** What a data source takes a value for; null is an empty cell. */
const IS_OF_TYPE: Record<Column['type'], (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  timestamp: (value) => MOMENT.test(String(value)) && !Number.isNaN(Date.parse(String(value))),
};

describe('the dashboard for Grafana', () => {
  let api: TestApi & { token: string };
  let chosen: Chosen;
  beforeAll(async () => {
    const demo = await startTestApi(1000);
    // As the server's worker has done by the time that people look.
    await rebuild(demo.database, {});
    api = { ...demo, token: await demo.makeToken(demo.accountId, 'reader', { contents: false }) };
    chosen = {
      ...{ from: new Date('2026-10-22T12:00:00Z'), to: new Date('2026-11-19T12:00:00Z'), zone: 'Europe/Kyiv' },
      variables: { inbox: 'null', team: 'null', datasource: 'x' },
    };
  });
  afterAll(() => api.close());

  const send = async (body: object, headers: Record<string, string>) => {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${api.token}`, ...headers },
      body: JSON.stringify(body),
    });
    // biome-ignore lint/suspicious/noExplicitAny: answers have the shape that each test asks for.
    const answer = (await response.json()) as any;
    expect([response.status, answer.errors]).toEqual([200, undefined]);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    return answer;
  };

  /** As the back end of the Infinity data source asks: with variables, if only null. */
  const asInfinity = (query: string) =>
    send(
      { query, variables: null },
      {
        ...{ accept: 'application/json;q=0.9,text/plain', 'content-type': 'application/json' },
        ...{ 'user-agent': 'Grafana/11.6.0', 'accept-encoding': 'gzip' },
      },
    );

  /** As the GraphQL data source asks, by the browser or through Grafana's proxy. */
  const asGraphqlSource = (query: string) =>
    send({ query }, { accept: 'application/json, text/plain, */*', 'content-type': 'application/json' });

  const queryOf = ({ url_options }: Target, of: Chosen) => interpolate(url_options.body_graphql_query, of);

  /** All cells of an answer, each of its column's type; throws on a column that is not there. */
  function cellsOf(answer: unknown, { root_selector, columns }: Target): unknown[][] {
    return rowsOf(answer, root_selector).map((row) =>
      columns.map(({ selector, type }) => {
        const cell = select(row, selector);
        expect([selector, cell === null || IS_OF_TYPE[type](cell)]).toEqual([selector, true]);
        return cell;
      }),
    );
  }

  it('asks by POST, in the back end, so that alerts and shared dashboards work', () => {
    const targets = [
      ...DASHBOARD.panels.flatMap((panel) => panel.targets),
      ...VARIABLES.map(({ query }) => query.infinityQuery),
    ];
    expect(targets.length).toBeGreaterThan(10);
    for (const target of targets) {
      expect(target).toMatchObject({ type: 'graphql', source: 'url', parser: 'backend', url: '/graphql' });
      expect(target.url_options).toMatchObject({ method: 'POST', body_type: 'graphql' });
    }
  });

  it('names each panel once, and only columns that it has', () => {
    expect(new Set(DASHBOARD.panels.map(({ id }) => id)).size).toBe(DASHBOARD.panels.length);
    for (const { targets, fieldConfig, gridPos } of DASHBOARD.panels) {
      const columns = targets.flatMap(({ columns }) => columns.map(({ text }) => text));
      for (const { matcher } of fieldConfig.overrides) expect(columns).toContain(matcher.options);
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    }
  });

  it.each(VARIABLES.map((variable) => [variable.name, variable] as const))(
    'offers what there is to choose as $%s, and all of it',
    async (_name, { query: { infinityQuery }, allValue }) => {
      const cells = cellsOf(await asInfinity(queryOf(infinityQuery, chosen)), infinityQuery);
      expect(infinityQuery.columns.map(({ text }) => text)).toEqual(['__text', '__value']);
      expect(cells.length).toBeGreaterThan(1);
      for (const [text, value] of cells)
        expect([text, value]).toEqual([expect.any(String), expect.stringMatching(/^\d+$/)]);
      expect(allValue).toBe('null');
    },
  );

  it.each(PANELS)(
    '%s: the answer has rows and every column, for the Infinity data source',
    async (_title, { targets }) => {
      for (const target of targets) {
        const cells = cellsOf(await asInfinity(queryOf(target, chosen)), target);
        expect(cells.length).toBeGreaterThan(0);
        for (const column of target.columns.keys()) {
          expect([target.columns[column], cells.some((row) => row[column] !== null)]).toEqual([
            expect.anything(),
            true,
          ]);
        }
      }
    },
  );

  it.each(PANELS)('%s: so it has for the GraphQL data source', async (_title, { targets }) => {
    for (const target of targets) {
      const dataPath = target.root_selector.replace(/^data\./, '');
      const { data } = await asGraphqlSource(queryOf(target, chosen));
      const rows = rowsOf(data, dataPath).map((row) => flatten(row as object));
      for (const { selector, type } of target.columns) {
        const found = rows.map((row) => row[selector]).filter((cell) => cell !== undefined && cell !== null);
        expect(found.length).toBeGreaterThan(0);
        for (const cell of found) expect([selector, IS_OF_TYPE[type](cell)]).toEqual([selector, true]);
      }
    }
  });

  it('counts only what is chosen, and by the zone that is chosen', async () => {
    const target = DASHBOARD.panels.find(({ title }) => title === 'Dialogs over time')!.targets[0]!;
    const startedOf = async (of: Chosen) => {
      const rows = rowsOf(await asInfinity(queryOf(target, of)), target.root_selector) as { started: number }[];
      return rows.reduce((sum, { started }) => sum + started, 0);
    };
    const inboxes = VARIABLES.find(({ name }) => name === 'inbox')!.query.infinityQuery;
    const ids = cellsOf(await asInfinity(queryOf(inboxes, chosen)), inboxes).map(([, id]) => String(id));
    const ofEach = await Promise.all(
      ids.map((inbox) => startedOf({ ...chosen, variables: { ...chosen.variables, inbox } })),
    );
    expect(ofEach.every((started) => started > 0)).toBe(true);
    expect(ofEach.reduce((sum, started) => sum + started, 0)).toBe(await startedOf(chosen));
    const starts = async (zone: string) =>
      cellsOf(await asInfinity(queryOf(target, { ...chosen, zone })), target).map(([start]) => start);
    expect((await starts('Europe/Kyiv'))[1]).toBe('2026-10-22T21:00:00.000000Z');
    // As Grafana calls it where the dashboard is set to UTC.
    expect((await starts('utc'))[1]).toBe('2026-10-23T00:00:00.000000Z');
  });

  it('connects: what the data sources ask to see whether they can', async () => {
    expect((await asGraphqlSource('{ __schema { queryType { name } } }')).data.__schema.queryType.name).toBe('Query');
    expect((await asInfinity('{ viewer { role } }')).data.viewer.role).toBe('READER');
  });

  it('takes an operation by its name among several, with variables that nobody asked for', async () => {
    const query = 'query A { viewer { role } } query B { viewer { contents } }';
    const { data } = await send(
      { query, operationName: 'B', variables: { from: 1_763_553_600_000, to: 1_763_640_000_000, interval_ms: 60_000 } },
      { accept: '*/*', 'content-type': 'application/json; charset=utf-8' },
    );
    expect(data).toEqual({ viewer: { contents: false } });
  });
});
