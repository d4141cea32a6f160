import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { until } from './until.ts';

const ANSWERS_WITHIN_MS = 60_000;
const DESKTOP = { width: 1280, height: 1000 };
/** For what is around a card, which the playground gives 450 px; the cards themselves stay as they are. */
const AS_NARROW_AS_THE_WINDOW = `
  :has(.ac-adaptiveCard) { min-width: 0 !important; }
  :has(> [aria-label="Message header"]) { margin-right: 16px !important; }
  :has(> .ac-preview-panel) { width: auto !important; }
`;
const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Without a screen the page now and then stops being drawn, and every click waits for it in vain.
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--lang=ja',
];

/** The playground's page as a member of staff uses it. */
export interface Chat {
  readonly page: Page;
  /** Every card of the conversation that is shown, oldest first. */
  readonly cards: Locator;
  /** The whole messages of the bot, with their labels and thumbs. */
  readonly botMessages: Locator;
  /** Where messages are written; in a channel, where threads are started. */
  readonly box: Locator;
  /** Writes into the message box and sends it. */
  send(text: string): Promise<void>;
  /** Does something that is answered with a card, and resolves to this card. */
  cardAfter(action: () => Promise<void>): Promise<Locator>;
  /** Sends a message and resolves to the card it is answered with. */
  say(text: string): Promise<Locator>;
  /** Presses a button of a card, or the newest one with this label, and resolves to the card that answers it. */
  press(label: string, card?: Locator): Promise<Locator>;
  /** Starts a thread in a channel with a mention of the bot. */
  post(text: string): Promise<void>;
  /** Turns to another conversation of the list on the left. */
  turnTo(conversation: string): Promise<void>;
  /** Makes the conversation as narrow as on a phone, though the playground keeps it wider. */
  narrowTo(width: number, height?: number): Promise<void>;
  /** Back to the width of a desktop. */
  widen(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the page and waits for the bot's greeting. */
export async function openChat(url: string): Promise<Chat> {
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: BROWSER_ARGUMENTS, timeout: 90_000 });
  const page = await openPage(browser, url);
  const cards = page.locator('.ac-adaptiveCard');
  await cards.first().waitFor({ timeout: ANSWERS_WITHIN_MS });
  const botMessages = page
    .locator('div')
    .filter({ has: page.locator(':scope > [aria-label="Message header"] > [aria-label="Message author"]') });
  const box = page.locator('[role=textbox][contenteditable=true]').first();

  const send = async (text: string) => {
    await box.click();
    // Not pasted: of what is pasted, the playground sends the lines without their line breaks.
    await page.keyboard.insertText(text);
    await page.keyboard.press('Enter');
  };
  const cardAfter = async (action: () => Promise<void>) => {
    const before = await cards.count();
    await action();
    const card = cards.nth(before);
    await card.waitFor({ timeout: ANSWERS_WITHIN_MS });
    return card;
  };
  return {
    page,
    cards,
    botMessages,
    box,
    send,
    cardAfter,
    say: (text) => cardAfter(() => send(text)),
    press: (label, card) =>
      cardAfter(() => (card ?? page).getByRole('button', { name: label, exact: true }).last().click()),
    async post(text) {
      await box.click();
      await page.keyboard.type('@');
      await page.getByRole('menuitem', { name: 'Kaname' }).click();
      await page.keyboard.insertText(` ${text}`);
      await page.getByRole('button', { name: 'Post' }).click();
    },
    async turnTo(conversation) {
      await page.getByRole('treeitem', { name: conversation }).click();
    },
    async narrowTo(width, height = 844) {
      await page.setViewportSize({ width, height });
      await page.addStyleTag({ content: AS_NARROW_AS_THE_WINDOW });
    },
    widen: () => page.setViewportSize(DESKTOP),
    close: () => browser.close(),
  };
}

/** The page without the log beside it; nothing is fetched from anywhere but this machine. */
async function openPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: DESKTOP,
    deviceScaleFactor: 1.5,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.route('**/*', (route) =>
    /^http:\/\/(?:127\.0\.0\.1|localhost)[:/]/.test(route.request().url()) ? route.continue() : route.abort(),
  );
  await page.goto(url);
  await page.getByTitle('Hide log panel').click();
  return page;
}

/** The text of a card as it is seen: without what is hidden. */
export async function textOf(card: Locator): Promise<string> {
  return (await card.allInnerTexts()).join('\n');
}

/** The text of a card as it is seen, once it holds `words`. */
export function seenText(card: Locator, words: string | RegExp): Promise<string> {
  return until(`${words} in a card`, async () => {
    const text = await textOf(card);
    return (typeof words === 'string' ? text.includes(words) : words.test(text)) && text;
  });
}
