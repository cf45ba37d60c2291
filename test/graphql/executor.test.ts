import { setTimeout } from 'node:timers/promises';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { execute, type GraphQLError, getOperationAST, parse, validate } from 'graphql';
import { formatError } from '../../src/graphql/error-format';
import { badInput } from '../../src/graphql/errors';
import { createExecutor, MOST_COMPILED_FIELDS } from '../../src/graphql/executor';

const typeDefs = `
  interface Named { name: String! }
  enum Colour { RED GREEN }
  type Cat implements Named { name: String! lives: Int! }
  type Dog implements Named { name: String! colour: Colour friends: [Dog!]! bad: String! late: String! sorry: Int }
  input Wanted { colour: Colour = GREEN names: [String!] }
  type Mutation { step: Int! }
  type Query {
    dog(colour: Colour = RED): Dog
    dogs: [Dog!]!
    maybe: [Dog]
    pets: [Named!]!
    echo(wanted: Wanted, number: Int! = 3, names: [String!]! = ["x"]): String
    number: Float
    none: Dog!
    fails: Int
    refuses: Int!
    no: Colour
  }`;

const dog = (name: string, colour: string | null = 'red', friends: unknown[] = []): object => ({
  name,
  colour,
  friends,
});
const dogs = () => [dog('a', 'green', [dog('b'), dog('c', null)]), dog('d')];
let steps = 0;
const schema = makeExecutableSchema({
  typeDefs,
  resolvers: {
    Colour: { RED: 'red', GREEN: 'green' },
    Named: { __resolveType: (pet: object) => ('lives' in pet ? 'Cat' : 'Dog') },
    Dog: {
      bad() {
        throw new Error('broken inside');
      },
      late: async ({ name }) => {
        await setTimeout(1);
        if (name === 'd') throw badInput('name', 'of no good dog');
        return `late ${name}`;
      },
      sorry: () => Promise.reject(new Error('sorry')),
    },
    Mutation: {
      async step() {
        const before = steps;
        await setTimeout(1);
        steps = before + 1;
        return steps;
      },
    },
    Query: {
      dog: (_parent, { colour }) => dog('one', colour),
      dogs: async () => dogs(),
      maybe: () => [dog('a'), null, Promise.resolve(dog('d'))],
      pets: () => [{ name: 'tom', lives: 9 }, dog('rex', 'green')],
      echo: (_parent, { wanted, number, names }) => JSON.stringify([wanted, number, names]),
      number: () => Number.NaN,
      none: () => null,
      fails() {
        throw new Error('fails at once');
      },
      refuses() {
        throw badInput('it', 'is refused');
      },
      no: () => 'blue',
    },
  },
});

const ASK = 'query ($if: Boolean!)';
const G = 'fragment G on Dog { colour name }';
const FRAGMENTS = `fragment F on Dog { name friends { ...G } } ${G}`;
const QUERIES: readonly [what: string, query: string, variables?: Record<string, unknown>][] = [
  ['plain fields', '{ dog { name colour } dogs { name friends { name colour } } }'],
  ['names of types', '{ __typename dog { __typename } pets { __typename name } }'],
  ['aliases, of which two ask differently', '{ a: dog { name } b: dog(colour: GREEN) { c: colour colour } }'],
  ['fields asked for twice', '{ dogs { friends { name } } dogs { friends { colour } name } }'],
  ['fragments', `{ dogs { ...F ...G } pets { ... on Cat { lives } ...F } } ${FRAGMENTS}`],
  ['an enum in a variable', 'query ($c: Colour) { dog(colour: $c) { colour } }', { c: 'GREEN' }],
  ['an enum left out', 'query ($c: Colour) { dog(colour: $c) { colour } }', {}],
  ['inputs', 'query ($w: Wanted) { echo(wanted: $w) a: echo(wanted: { colour: RED }) }', { w: { names: ['x'] } }],
  ['an input of none', 'query ($w: Wanted) { echo(wanted: $w) }', { w: null }],
  [
    'a variable that is wrong',
    'query ($c: Colour!, $n: Int!) { dog(colour: $c) { name } echo(number: $n) }',
    { c: 'BLUE', n: 'x' },
  ],
  ['a variable that lacks', 'query ($c: Colour!) { dog(colour: $c) { name } }'],
  ['a null where a default stood', 'query ($n: Int = 1) { echo(number: $n) }', { n: null }],
  ['a null in a list', 'query ($n: String = "y") { echo(names: [$n]) }', { n: null }],
  ['introspection', '{ __schema { types { name enumValues { name } } } __type(name: "Colour") { kind } }'],
  ['a null where none goes', '{ none { name } dog { name } }'],
  ['no number', '{ number dog { name } }'],
  ['a value of no enum', '{ no }'],
  ['a failure at once', '{ fails dog { name } }'],
  ['a refusal where null does not go', '{ dog { name } refuses }'],
  ['a failure later, null', '{ dog { sorry name } }'],
  ['a failure where null does not go', '{ dog { bad } maybe { name bad } }'],
  ['a failure later in a list', '{ maybe { late } }'],
  ['a failure in a list that takes none', '{ dogs { late } }'],
  ...[true, false].flatMap((value): [string, string, Record<string, unknown>][] => [
    [`fields if ${value}`, `${ASK} { dog { name @include(if: $if) colour @skip(if: $if) } }`, { if: value }],
    [`nothing left if ${value}`, `${ASK} { dog { name @include(if: $if) } }`, { if: value }],
    [`constants and ${value}`, `${ASK} { a: number @skip(if: true) dog @include(if: $if) { name } }`, { if: value }],
    [`inline fragments if ${value}`, `${ASK} { dog { ... @skip(if: $if) { name } ... { colour } } }`, { if: value }],
    [`a fragment spread twice if ${value}`, `${ASK} { dog { ...G @skip(if: $if) ...G name } } ${G}`, { if: value }],
    [
      `a fragment spread in two places if ${value}`,
      `${ASK} { a: dog { ...G @skip(if: $if) name } b: dog { ...G } dogs { ...F @include(if: $if) name } } ${FRAGMENTS}`,
      { if: value },
    ],
  ]),
];

const executor = createExecutor(schema);

async function run(query: string, variables?: Record<string, unknown>, operationName?: string) {
  const document = parse(query);
  const operation = getOperationAST(document, operationName);
  return executor.run({
    ...{ document, queryHash: query, source: query, context: {}, request: { variables, operationName } },
    ...{ operation, operationName: operation?.name?.value ?? null },
  } as never);
}

/** What a caller gets to see, errors in the order of their places. */
function shown({ data, errors }: { data?: unknown; errors?: readonly GraphQLError[] | undefined }) {
  const told = errors?.map((error) => JSON.stringify(formatError({ ...error.toJSON(), ...withCode(error) }, error)));
  return { data: JSON.parse(JSON.stringify(data ?? null)), has: data !== undefined, errors: told?.toSorted() };
}

function withCode({ extensions }: GraphQLError) {
  return { extensions: { code: 'INTERNAL_SERVER_ERROR', ...extensions } };
}

describe('a compiled operation answers as GraphQL itself does', () => {
  test.each(QUERIES)('%s', async (...[, query, variables]) => {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    const expected = shown(await execute({ schema, document, variableValues: variables ?? {} }));
    const answers = [await run(query, variables), await run(query, variables), await run(query, variables)];
    expect(answers.map((answer) => shown(answer as never))).toEqual([expected, expected, expected]);
  });

  test('of several in one document, each by its name', async () => {
    const query = 'query A { dog { name } } query B { dog { colour } }';
    const asked = ['A', 'B', 'A', 'B', 'A'];
    const answers: unknown[] = [];
    for (const name of asked) answers.push((await run(query, {}, name)).data);
    expect(answers).toMatchObject(asked.map((name) => ({ dog: name === 'A' ? { name: 'one' } : { colour: 'RED' } })));
  });
});

test('mutations run one after another', async () => {
  steps = 0;
  const { data } = await run('mutation { a: step b: step c: step }');
  expect(data).toEqual({ a: 1, b: 2, c: 3 });
});

test('an operation whose code would be huge is answered, and soon', async () => {
  const levels = Array.from(
    { length: 16 },
    (_, n) => `fragment L${n} on Dog { name a: friends { ...L${n + 1} } b: friends { ...L${n + 1} } }`,
  );
  const { data } = await run(`{ dog { ...L0 } } ${levels.join(' ')} fragment L16 on Dog { name }`);
  expect(data).toMatchObject({ dog: { name: 'one', a: [], b: [] } });
});

test('what is asked once only is not compiled', async () => {
  const before = executor.compiledFields();
  const query = 'query Once { once: number }';
  expect((await run(query)).data).toEqual({ once: null });
  expect(executor.compiledFields()).toBe(before);
  expect((await run(query)).data).toEqual({ once: null });
  expect(executor.compiledFields()).toBe(before + 1);
});

test('no more of them are kept than have so many fields in all, fragments written out', async () => {
  const fields = Array.from({ length: 200 }, (_, place) => `a${place}: number`).join(' ');
  for (let asked = 200; asked <= MOST_COMPILED_FIELDS + 400; asked += 200) {
    const query = `query Q${asked} { ...F } fragment F on Query { ${fields} }`;
    await run(query);
    await run(query);
    expect(executor.compiledFields()).toBeLessThanOrEqual(MOST_COMPILED_FIELDS);
  }
  expect(executor.compiledFields()).toBe(MOST_COMPILED_FIELDS);
});
