import { databaseUrl, number, setting } from '../../setting';
import type { Settings } from '../../settings';
import type { ReadLimits } from './reads';

/** Addresses with commas or spaces between; in an address they are written `%2C` and `%20`. */
const databaseUrls = (value: string): readonly string[] => {
  const urls = value.split(/[\s,]+/).filter((url) => url !== '');
  const isRight = urls.every((url) => databaseUrl(url) !== '' && URL.canParse(url));
  if (!isRight) throw new RangeError('postgresql://USER:PASSWORD@HOST:PORT/DATABASE');
  return urls;
};

/** The environment variables of reads on replicas. */
export const REPLICA_SETTINGS = {
  databaseReadUrls: setting(
    'DATABASE_READ_URL',
    '',
    'streaming replicas that the API reads, with commas or spaces between; empty: it reads `DATABASE_URL`',
    databaseUrls,
  ),
  replicaLag: setting(
    'DATABASE_READ_LAG_SECONDS',
    '5',
    'a replica that is further behind is left out until it has caught up',
    number(1, 300),
  ),
  replicaWait: setting(
    'DATABASE_READ_WAIT_MS',
    '500',
    'how long a read waits for a replica to have what its caller wrote before; then it asks `DATABASE_URL`',
    number(0, 10_000),
  ),
} as const;

/** What is wrong with settings that are right each by itself. */
export function checkReplicas({ databaseUrl: primary, databaseReadUrls }: Settings): string[] {
  const isRight = databaseReadUrls.length === 0 || primary !== '';
  return isRight ? [] : ['DATABASE_URL: not set; DATABASE_READ_URL names replicas of what it names'];
}

/** The limits that the settings give. */
export function readLimitsOf({ replicaLag, replicaWait }: Settings): ReadLimits {
  return { lagSeconds: replicaLag, wait: replicaWait };
}
