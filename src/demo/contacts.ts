import { createDice } from './dice';
import type { Language } from './places';

/** A client of the demo. */
export interface Contact {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly language: Language;
  /** Where the client writes first, and where else: places among the inboxes; null for nowhere else. */
  readonly inbox: number;
  readonly secondInbox: number | null;
}

const FIRST_NAMES: Readonly<Record<Language, readonly string[]>> = {
  uk: [
    ...['Оксана', 'Андрій', 'Марія', 'Іван', 'Софія', 'Дмитро', 'Анна', 'Сергій', 'Катерина', 'Олексій', 'Ірина'],
    ...['Назар', 'Юлія', 'Роман', 'Соломія', 'Остап', 'Вікторія', 'Павло', 'Дарина', 'Лев', 'Злата', 'Захар', 'Майя'],
  ],
  en: [
    ...['Alice', 'Ben', 'Clara', 'Dan', 'Emma', 'Felix', 'Grace', 'Henry', 'Iris', 'Jack', 'Kate', 'Leo', 'Mia'],
    ...['Noah', 'Olive', 'Paul', 'Quinn', 'Ruth', 'Sam', 'Tess', 'Uma', 'Vince', 'Wendy'],
  ],
};

const LAST_NAMES: Readonly<Record<Language, readonly string[]>> = {
  uk: [
    ...['Хмаренко', 'Зорянко', 'Пампушенко', 'Вареничко', 'Кавуненко', 'Гарбузенко', 'Мрієнко', 'Дощенко', 'Сонечко'],
    ...['Райдуженко', 'Борщенко', 'Калюженко', 'Снігуренко', 'Веселченко', 'Подушко', 'Чайниченко', 'Ліхтаренко'],
    ...['Кульбабко', 'Бубличенко', 'Смородинко', 'Метеличенко', 'Парасолько', 'Їжаченко', 'Шкарпетко', 'Вітренко'],
    ...['Млинченко', 'Пиріженко', 'Компотенко', 'Ромашенко'],
  ],
  en: [
    ...['Teapot', 'Raincloud', 'Pancake', 'Lantern', 'Umbrella', 'Marmalade', 'Doorbell', 'Pumpkin', 'Sandcastle'],
    ...['Snowglobe', 'Buttercup', 'Cardigan', 'Dumpling', 'Figment', 'Gingerbread', 'Haystack', 'Inkwell', 'Jellybean'],
    ...['Kettle', 'Lollipop', 'Moonbeam', 'Nutshell', 'Origami', 'Pebble', 'Quill', 'Rubberduck', 'Thimble'],
    ...['Waffle', 'Yarnball'],
  ],
};

/** The client of a number: the same for the same seed. No two of 667 neighbours share a name. */
export function contactOf(seed: number, contact: number): Contact {
  const dice = createDice(seed, 1, contact);
  const language: Language = contact % 3 === 2 ? 'en' : 'uk';
  const firstNames = FIRST_NAMES[language];
  const lastNames = LAST_NAMES[language];
  // The lists' lengths, 23 and 29, have no common divisor: walking both in step meets every pair.
  const name = `${firstNames[contact % firstNames.length]} ${lastNames[(contact * 7) % lastNames.length]}`;
  const channel = dice.weighted({ website: 46, telegram: 35, email: 19 });
  const inbox = { website: 0, telegram: 1, email: 2 }[channel];
  return {
    name,
    // Of domains and an operator code that nobody can have.
    email: `client${contact + 1}@example.com`,
    phone: `+380000${String(contact + 1).padStart(6, '0')}`,
    language,
    inbox,
    secondInbox: dice.chance(0.3) ? (inbox + dice.int(1, 2)) % 3 : null,
  };
}
