import type { Language } from '../places';

/** Something that the company says, and what the client says to it: before it to the bot, after it to an agent. */
export interface Exchange {
  readonly company: string;
  readonly client: string;
}

/** What is said in the demo's dialogs. `#` stands for the number of the client's order. */
export interface Texts {
  readonly client: Readonly<
    Record<
      'hello' | 'forBilling' | 'human' | 'answer' | 'more' | 'waiting' | 'thanks' | 'comeback' | 'test',
      readonly string[]
    >
  >;
  readonly bot: Readonly<Record<'menu' | 'connecting', readonly string[]>>;
  readonly botAnswers: readonly Exchange[];
  readonly agent: Readonly<Record<'hello' | 'promise' | 'takeover' | 'goodbye' | 'first', readonly string[]>>;
  readonly exchanges: readonly Exchange[];
  readonly note: Readonly<Record<'plain' | 'phone' | 'mention' | 'mentionAgain', readonly string[]>>;
  readonly automatic: Readonly<
    Record<'greeting' | 'receipt' | 'connected' | 'closed' | 'invitation' | 'offline', string>
  >;
}

const UKRAINIAN: Texts = {
  client: {
    hello: [
      'Привіт! Де моє замовлення №#?',
      'Добрий день, застосунок не відкривається з самого ранку',
      'Вітаю. Як змінити адресу доставки замовлення №#?',
      'Не приходить код підтвердження, допоможіть',
      'Доброго дня! Хочу повернути товар, що для цього треба?',
      'привіт, у кабінеті порожня історія замовлень',
    ],
    forBilling: [
      'Двічі списали гроші за замовлення №#',
      'Потрібен рахунок для бухгалтерії за замовлення №#',
      'Коли повернуть кошти за №#?',
      'Не проходить оплата карткою, що робити?',
    ],
    human: ['3', 'Оператор', 'Покличте, будь ласка, людину', 'Інше'],
    answer: ['Номер замовлення #', 'Так, №#', 'Замовлення #, оформлене на моє ім’я'],
    more: ['І ще: телефон той самий', 'Це терміново', 'Перепрошую, інтернет поганий'],
    waiting: ['Ви тут?', 'Є хтось?', 'Чекаю на відповідь…', 'Чи є новини?'],
    thanks: ['Дякую, все запрацювало!', 'Дуже дякую за допомогу', 'Супер, дякую 🙂', 'Зрозуміло, дякую'],
    test: ['Тест, не відповідайте', 'перевірка віджета'],
    comeback: ['Це знову я, питання №# так і не вирішене', 'Вітаю ще раз! Маю запитання', 'Знову та сама помилка'],
  },
  bot: {
    menu: ['Оберіть тему: 1. Доставка  2. Оплата  3. Інше', 'Чим допомогти? 1. Замовлення  2. Оплата  3. Оператор'],
    connecting: ['Передаю розмову оператору, зачекайте, будь ласка.', 'Зараз покличу людину.'],
  },
  botAnswers: [
    { client: 'Який у вас графік роботи?', company: 'Ми працюємо щодня, оператори відповідають з 9:00 до 21:00.' },
    { client: 'Скільки коштує доставка?', company: 'Доставка коштує 60 грн, від 1000 грн безкоштовно.' },
    { client: 'Де подивитися статус?', company: 'Статус видно в особистому кабінеті, розділ «Замовлення».' },
    { client: 'Чи можна оплатити карткою?', company: 'Так, карткою на сайті або при отриманні.' },
  ],
  agent: {
    hello: ['Добрий день! Підкажіть, будь ласка, номер замовлення.', 'Вітаю! Про яке замовлення йдеться?'],
    promise: ['Маю уточнити на складі. Повернуся з відповіддю.', 'Передам колегам і відпишу вам тут.'],
    takeover: ['Добрий день, я продовжу замість колеги.', 'Вітаю! Мені передали ваше питання, вже читаю.'],
    goodbye: ['Гарного дня!', 'Звертайтеся, якщо будуть запитання.', 'Раді були допомогти!'],
    first: [
      'Добрий день! Замовлення №# затримується. Підтвердьте, будь ласка, номер, і ми узгодимо термін.',
      'Вітаю! Ви лишали заявку №#, чи вона ще актуальна?',
    ],
  },
  exchanges: [
    { company: 'Бачу замовлення №#. Адреса та сама, що й минулого разу?', client: 'Так, на ту саму адресу' },
    { company: 'Спробуйте, будь ласка, вийти з кабінету й увійти знову.', client: 'Пробую, не допомагає' },
    { company: 'Надішліть, будь ласка, знімок екрана.', client: 'Ось він, там якась помилка' },
    { company: 'Чи повторюється це в іншому браузері?', client: 'Так, усюди однаково' },
    { company: 'Оновлюю дані, перевірте за хвилину.', client: 'Зараз перевірю' },
    { company: 'Посилка вже у відділенні, чекатиме до п’ятниці. Встигнете?', client: 'Так, завтра заберу' },
    { company: 'Кошти повернуться протягом трьох робочих днів. Картка та сама?', client: 'Так, та сама' },
    { company: 'Чи було таке раніше?', client: 'Ні, вперше' },
    { company: 'Надіслати вам підтвердження поштою?', client: 'Так, будь ласка' },
  ],
  note: {
    plain: ['Клієнт постійний, дати знижку', 'Перевірено: оплата №# пройшла двічі', 'Чекаємо на відповідь складу'],
    phone: ['Зателефоновано клієнту, питання вирішено', 'Клієнт у цей час дзвонив, усе вирішили телефоном'],
    mention: ['@{name} глянь, будь ласка, це по твоїй частині', '@{name} чи можемо повернути кошти за №#?'],
    mentionAgain: ['@{name} нагадую про це питання', '@{name} клієнт чекає'],
  },
  automatic: {
    greeting: 'Вітаємо! Дякуємо, що звернулися до нас.',
    receipt: 'Ваш лист отримано. Відповімо протягом робочого дня.',
    connected: 'Вас з’єднано з оператором, зачекайте на його повідомлення.',
    closed: 'Розмову завершено. Гарного дня!',
    invitation: 'Вітаємо на сайті! Можливо, потрібна допомога з вибором?',
    offline: 'Зараз нікого немає на зв’язку. Ми відповімо, щойно почнеться робочий день.',
  },
};

const ENGLISH: Texts = {
  client: {
    hello: [
      'Hi! Where is my order #?',
      'Hello, the app has not opened since this morning',
      'Good day. How do I change the delivery address of order #?',
      'I am not getting the confirmation code, please help',
      'Hello! I would like to return an item, what do I need?',
    ],
    forBilling: [
      'I was charged twice for order #',
      'Could I have an invoice for order #?',
      'When will the refund for # arrive?',
      'My card is declined, what can I do?',
    ],
    human: ['3', 'An agent', 'A human, please', 'Other'],
    answer: ['The order number is #', 'Yes, number #', 'Order #, in my name'],
    more: ['And the phone is the same', 'It is urgent', 'Sorry, bad connection here'],
    waiting: ['Are you there?', 'Anybody?', 'Still waiting…', 'Any news?'],
    thanks: ['Thank you, it works now!', 'Thanks a lot for your help', 'Great, thanks 🙂', 'I see, thank you'],
    test: ['test', 'Just a test, please ignore'],
    comeback: ['Me again, # is still not solved', 'Hello again! One more question', 'The same error came back'],
  },
  bot: {
    menu: ['Choose a topic: 1. Delivery  2. Payment  3. Other', 'How can I help? 1. Order  2. Payment  3. A human'],
    connecting: ['I am passing you to an agent, one moment please.', 'Let me call a human.'],
  },
  botAnswers: [
    { client: 'What are your opening hours?', company: 'We are open every day, agents answer from 9:00 to 21:00.' },
    { client: 'How much is delivery?', company: 'Delivery is 60 UAH, free from 1000 UAH.' },
    { client: 'Where can I see the state?', company: 'It is shown in your account under “Orders”.' },
    { client: 'Can I pay by card?', company: 'Yes, on the site or when the parcel arrives.' },
  ],
  agent: {
    hello: ['Hello! Could you tell me the order number, please?', 'Good day! Which order is it about?'],
    promise: ['I have to ask the warehouse. I will come back to you.', 'I will ask my colleagues and write here.'],
    takeover: ['Hello, I am taking over from my colleague.', 'Hi! Your question was passed to me, reading it now.'],
    goodbye: ['Have a nice day!', 'Write to us any time.', 'Glad to help!'],
    first: [
      'Hello! Order # is late. Please confirm the number, and we will agree on a new date.',
      'Good day! You left request #, is it still open?',
    ],
  },
  exchanges: [
    { company: 'I can see order #. Is the address the same as last time?', client: 'Yes, the same address' },
    { company: 'Please try signing out and in again.', client: 'Tried that, no luck' },
    { company: 'Could you send a screenshot, please?', client: 'Here it is, it shows some error' },
    { company: 'Does it happen in another browser too?', client: 'Yes, it is the same everywhere' },
    { company: 'I am updating the record, please check in a minute.', client: 'Let me check' },
    { company: 'The parcel will wait for you until Friday. Can you make it?', client: 'Yes, I will fetch it tomorrow' },
    { company: 'The refund takes three working days. Is the card the same?', client: 'Yes, the same one' },
    { company: 'Did it happen before?', client: 'No, never' },
    { company: 'Shall I send you a confirmation by mail?', client: 'Yes, please' },
  ],
  note: {
    plain: ['Regular client, give a discount', 'Checked: payment # went through twice', 'Waiting for the warehouse'],
    phone: ['Called the client, all is settled', 'The client rang meanwhile, settled by phone'],
    mention: ['@{name} please have a look, this is your part', '@{name} can we refund #?'],
    mentionAgain: ['@{name} a reminder about this one', '@{name} the client is waiting'],
  },
  automatic: {
    greeting: 'Hello. Thank you for contacting us!',
    receipt: 'We have received your letter. You will have an answer within a working day.',
    connected: 'You have been connected to the operator, please wait for his message.',
    closed: 'Conversation closed. Have a nice day!',
    invitation: 'Welcome! May we help you to choose?',
    offline: 'Nobody is online right now. We will answer as soon as the working day begins.',
  },
};

export const TEXTS: Readonly<Record<Language, Texts>> = { uk: UKRAINIAN, en: ENGLISH };

/** The texts of activity messages, in the company's language whatever the client's. */
export const ACTIVITY = {
  reopened: (who: string) => `Розмову знову відкрито ${who}`,
  resolved: (who: string) => `Розмова була відмічена як вирішена ${who}`,
  snoozed: (who: string) => `Conversation was snoozed by ${who}`,
  assigned: (who: string, agent: string) => `${who}: відповідальним призначено ${agent}`,
  unassigned: (who: string) => `Відповідальний знятий з ${who}`,
  teamSet: (who: string, team: string) => `${who}: призначено команду ${team}`,
  teamRemoved: (who: string, team: string) => `${who} виключив з ${team}`,
} as const;

/** Why supervisors take dialogs out of the numbers. */
export const SKIP_REASONS = [
  'Test request: the site was updated',
  'Тестове звернення після зміни віджета',
  'Training of a new agent',
] as const;
