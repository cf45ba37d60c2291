import { LRUCache } from 'lru-cache';

/** Each costs some 100 kB in each connection. */
const MOST_PREPARED = 50;
const names = new Map<string, string>();

/** The name that a text is prepared by; undefined where too many others are. */
export function preparedName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_PREPARED) return known;
  const name = `dialogs_${names.size}`;
  names.set(text, name);
  return name;
}

/** How often the texts were asked of late that a host's partitions make worth preparing. */
const asked = new LRUCache<string, number>({ max: 500 });
const OFTEN = 3;

const READS_HOST = /\b(conversations|messages)\b/;
/** These name the months that they write to, so that a plan made for them has no others. */
const WRITES_HOST = /\bUPDATE (conversations|messages)\b/;

/**
 * The same for a statement beside a partitioned host, if it is asked often: to plan it for each partition takes longer
 * than to look the rows up.
 */
export function preparedOverPartitions(text: string): string | undefined {
  if (!READS_HOST.test(text) || WRITES_HOST.test(text)) return undefined;
  const times = (asked.get(text) ?? 0) + 1;
  asked.set(text, times);
  return times < OFTEN ? undefined : preparedName(text);
}
