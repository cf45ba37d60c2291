/** Preloaded into a process: each SIGUSR2 sets its clock, which then goes on, back by an hour. */
const RealDate = Date;
let behind = 0;

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [RealDate.now() - behind] : parts));
  }
  static now() {
    return RealDate.now() - behind;
  }
};

process.on('SIGUSR2', () => {
  behind += 3_600_000;
});
