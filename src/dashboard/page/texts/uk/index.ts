import type { Key } from '../en';
import type { Text } from '../translate';
import { dialogs } from './dialogs';
import { numbers } from './numbers';
import { shell } from './shell';

/** The Ukrainian texts. */
export const uk: Readonly<Record<Key, Text>> = { ...shell, ...numbers, ...dialogs };
