import type { Text } from '../translate';
import { dialogs } from './dialogs';
import { numbers } from './numbers';
import { shell } from './shell';

const texts = { ...shell, ...numbers, ...dialogs };

/** The name of a text. */
export type Key = keyof typeof texts;

/** The English texts. */
export const en: Readonly<Record<Key, Text>> = texts;
