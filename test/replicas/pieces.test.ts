import { failureOfReplica } from '../../src/database/replicas/failures';
import { judge } from '../../src/database/replicas/judge';
import { PrimaryPast } from '../../src/database/replicas/lag';
import {
  endOfRecord,
  readPosition,
  sharedPosition,
  UNKNOWN_POSITION,
  writePosition,
} from '../../src/database/replicas/position';
import { createReadBack } from '../../src/http/read-back';
import { readSettings } from '../../src/settings';

test.each(['0/0', '0/3001150', '16/B374D848', 'FFFFFFFF/FFFFFFFF'])('the position %s is read and written', (text) => {
  expect(writePosition(readPosition(text)!)).toBe(text);
});

test.each(['', '16', '16/', '/1', '1/123456789', '0x1/2', '1/2 ', '1/G'])('%p is no position', (text) => {
  expect(readPosition(text)).toBeUndefined();
});

test('behind the header of a page there is no record yet', () => {
  const at = (text: string) => writePosition(endOfRecord(readPosition(text)!));
  expect([at('0/3000018'), at('0/3000020'), at('0/3000000')]).toEqual(['0/3000000', '0/3000020', '0/3000000']);
});

test('who asks for the position while others are answered is told what was asked for after that', async () => {
  const answers = ['0/10', '0/20', '0/30'];
  const rows = async () => [{ position: answers.shift() }];
  const present = sharedPosition({ rows } as never);
  const first = present();
  await Promise.resolve();
  await Promise.resolve();
  const later = [present(), present()];
  expect(await Promise.all([first, ...later])).toEqual([0x10n, 0x20n, 0x20n]);
});

test('lag is counted from when the primary was first known to be ahead; an idle primary leaves none behind', () => {
  const past = new PrimaryPast();
  expect(past.lagOf(0n, 0)).toBeUndefined();
  past.note(100n, 1_000);
  past.note(200n, 2_000);
  past.note(200n, 60_000);
  expect([50n, 100n, 150n, 200n, 300n].map((replayed) => past.lagOf(replayed, 61_000))).toEqual([60, 59, 59, 0, 0]);
  for (let number = 0; number < 5_000; number += 1) past.note(300n + BigInt(number), 70_000 + number);
  expect(past.lagOf(5_000n, 75_000)).toBeCloseTo(0.299, 2);
});

test('who wrote while the primary did not tell where it is reads it, and replicas again after the next write', async () => {
  const told = [Promise.reject(new Error('no answer')), Promise.resolve(0x20n), Promise.resolve(0x10n)];
  const readBack = createReadBack({ replicas: [{}] as never, present: () => told.shift()! });
  expect(await readBack.wrote('one')).toBeUndefined();
  expect(readBack.need('one', {})).toEqual({ position: UNKNOWN_POSITION });
  expect(await readBack.wrote('one')).toBe('0/20');
  expect(readBack.need('one', {})).toEqual({ position: 0x20n });
  await readBack.wrote('one');
  expect(readBack.need('one', {})).toEqual({ position: 0x20n });
});

const EVIDENCE = {
  seen: { isInRecovery: true, replayed: 1n, identity: 'a' },
  ...{ identity: 'a', lagSeconds: 0, wasIn: true, mostLagSeconds: 10, failed: undefined },
};

test.each([
  ['keeps up', {}, undefined],
  ['does not answer', { seen: undefined }, 'unreachable'],
  ['was promoted', { seen: { ...EVIDENCE.seen, isInRecovery: false } }, 'not a replica'],
  ['is of another database', { seen: { ...EVIDENCE.seen, identity: 'b' } }, 'of another database'],
  ['tells nothing of what it replayed', { seen: { ...EVIDENCE.seen, replayed: undefined } }, 'behind'],
  ['lags as far as it may', { lagSeconds: 10 }, undefined],
  ['lags further', { lagSeconds: 10.1 }, 'behind'],
  ['comes back half-way', { lagSeconds: 5.1, wasIn: false }, 'behind'],
  ['has come back', { lagSeconds: 5, wasIn: false }, undefined],
  ['has failed a query', { failed: 'in conflict with recovery' as const }, 'in conflict with recovery'],
])('a replica that %s', (_, evidence, reason) => {
  expect(judge({ ...EVIDENCE, ...evidence }).reason).toBe(reason);
});

test.each([
  [{ code: '40001', message: 'canceling statement due to conflict with recovery' }, 'conflict'],
  [{ code: '40P01', message: 'canceling statement due to conflict with recovery' }, 'conflict'],
  [{ code: '57P01', message: 'terminating connection due to administrator command' }, 'connection'],
  [{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' }, 'connection'],
  [{ message: 'Connection terminated unexpectedly' }, 'connection'],
  [{ message: 'timeout exceeded when trying to connect' }, 'connection'],
  [{ code: '57014', message: 'canceling statement due to statement timeout' }, undefined],
  [{ code: '25006', message: 'cannot execute INSERT in a read-only transaction' }, undefined],
  [{ message: 'anything else' }, undefined],
])('%j says of the replica: %s', (properties, failure) => {
  expect(failureOfReplica(Object.assign(new Error(), properties))).toBe(failure);
});

const PRIMARY = { DATABASE_URL: 'postgresql://a@primary/x' };
const [ONE, TWO] = ['postgresql://a:secret@one:5433/x', 'postgres://a:secret@two/x'];

test.each([
  ['', []],
  [ONE, [ONE]],
  [`${ONE},${TWO}`, [ONE, TWO]],
  [` ${ONE}, ${TWO}\n`, [ONE, TWO]],
])('DATABASE_READ_URL=%p', (text, urls) => {
  expect(readSettings({ ...PRIMARY, DATABASE_READ_URL: text }).databaseReadUrls).toEqual(urls);
});

test('an address that is none is refused without being told; replicas of an embedded database, too', () => {
  const read = (given: Record<string, string>) => () => readSettings(given);
  expect(read({ ...PRIMARY, DATABASE_READ_URL: `${ONE} mysql://a:secret@b` })).toThrow(
    'DATABASE_READ_URL: what is set is not postgresql://USER:PASSWORD@HOST:PORT/DATABASE',
  );
  expect(read({ DATABASE_READ_URL: ONE })).toThrow('DATABASE_URL: not set; DATABASE_READ_URL names replicas');
});
