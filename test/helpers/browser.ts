import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const USUAL_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the machine's own Chromium without a window: `CHROMIUM_PATH`, or the first that is found in the usual places. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH || USUAL_PLACES.find((place) => existsSync(place));
  if (!executablePath || !existsSync(executablePath)) {
    throw new Error(
      `No Chromium at ${executablePath ?? USUAL_PLACES.join(', ')}: install one, for instance with ` +
        '`apt-get update && apt-get install -y chromium`, or name yours in CHROMIUM_PATH.',
    );
  }
  return chromium.launch({ executablePath, args: FLAGS });
}
