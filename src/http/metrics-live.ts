import { Counter, Gauge, type Registry } from 'prom-client';

/** Counts streams of subscriptions. */
export interface StreamMetrics {
  opened(): void;
  answered(): void;
  closed(): void;
  /** Asked at each scrape whether changes are heard of. */
  setListening(isListening: () => boolean): void;
}

export function streamMetrics(registry: Registry): StreamMetrics {
  const registers = [registry];
  let isListening = () => false;
  const open = new Gauge({
    name: 'dialogs_live_streams',
    help: 'Streams of subscriptions that this process serves now.',
    registers,
  });
  const answers = new Counter({
    name: 'dialogs_live_answers_total',
    help: 'Answers that this process has sent on streams.',
    registers,
  });
  new Gauge({
    name: 'dialogs_live_listening',
    help: 'Whether this process hears of changes: 0 until the first subscription, and while the connection is lost.',
    registers,
    collect() {
      this.set(Number(isListening()));
    },
  });
  return {
    opened: () => open.inc(),
    answered: () => answers.inc(),
    closed: () => open.dec(),
    setListening(asked) {
      isListening = asked;
    },
  };
}
