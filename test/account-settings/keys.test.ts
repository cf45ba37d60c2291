import { SETTING_KEYS } from '../../src/account-settings/keys';

test.each<[key: string, text: string, value: unknown]>([
  ['bot_users', '17, 23,17', [17, 23]],
  ['bounce_timeout', '0', 0],
  ['bounce_timeout', '86400', 86_400],
  ['presence_grace', '1', 1],
  ['presence_grace', '3600', 3600],
  ['presence_capable', 'on', true],
  ['presence_capable', 'off', false],
])('%s reads %j', (key, text, value) => {
  expect(SETTING_KEYS[key]!.read(text)).toEqual(value);
});

test.each<[key: string, text: string]>([
  ['bot_users', 'Ada'],
  ['bounce_timeout', '86401'],
  ['bounce_timeout', '-1'],
  ['bounce_timeout', '1.5'],
  ['bounce_timeout', ''],
  ['presence_grace', '0'],
  ['presence_grace', '3601'],
  ['presence_capable', 'yes'],
  ['presence_capable', ''],
])('%s refuses %j', (key, text) => {
  expect(() => SETTING_KEYS[key]!.read(text)).toThrow(RangeError);
});

test.each(Object.entries(SETTING_KEYS))('the example of %s is one that it reads', (_, { example, read }) => {
  expect(() => read(example)).not.toThrow();
});
