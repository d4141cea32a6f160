import './againWhenBusy.ts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Answer } from '../../src/answer.ts';
import { cardFor } from '../../src/cards/card.ts';
import type { IncomingMessage } from '../../src/conversation/message.ts';
import { readBytes } from '../../src/reading/readFile.ts';
import { createMemoryDialogues } from '../../src/stores/memoryDialogues.ts';
import {
  channelMention,
  type FakeConnector,
  fileAttachment,
  fileConsent,
  inbound,
  PERSONAL,
  personalMessage,
  post,
  startFakeConnector,
  submit,
  USER,
} from './fakeConnector.ts';
import { type FakeFileHost, gives, startFakeFileHost } from './fakeFileHost.ts';
import { answer, says, startTestBot, type TestBot } from './teamsFixture.ts';

let connector: FakeConnector;
let host: FakeFileHost;
let bot: TestBot;
let to: { serviceUrl: string };
let time = Date.parse('2026-11-22T01:00:00Z');
const now = () => new Date(time);
let dialogues = createMemoryDialogues({ now });

const DRAFT = answer({
  command: 'draft',
  title: '健康診断の通知文',
  parts: [{ kind: 'draft', label: '文案', text: '令和8年11月24日\n各課長 様', choices: [] }],
});
const EXPORT = answer({
  command: 'history',
  title: '履歴',
  generated: false,
  parts: [{ kind: 'file', name: '履歴.txt', contentType: 'text/plain', text: '【11/20】質問' }],
});

const start = async (said: Answer = answer()) =>
  startTestBot(says([{ kind: 'accepted' }, { kind: 'final', answer: said, turn: 'turn-1' }]), {
    cardFor,
    dialogues,
    now,
  });
const restart = async (said?: Answer) => {
  await bot.close();
  bot = await start(said);
};

beforeEach(async () => {
  time = Date.parse('2026-11-22T01:00:00Z');
  dialogues = createMemoryDialogues({ now });
  connector = await startFakeConnector();
  host = await startFakeFileHost();
  to = { serviceUrl: connector.url };
  bot = await start();
});
afterEach(async () => {
  await bot.close();
  await host.close();
  await connector.close();
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 100));
const attachment = (message: { activity: { attachments?: unknown[] } } | undefined) =>
  message?.activity.attachments?.[0] as
    | { contentType: string; name: string; contentUrl?: string; content: Record<string, never> }
    | undefined;
const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const consents = () => connector.visible().filter((shown) => attachment(shown)?.contentType === CONSENT);
const said = () => connector.visible().map(({ activity }) => activity.text ?? '');
const until = (condition: () => boolean) => connector.until(condition);
const message = async (): Promise<IncomingMessage> => {
  await until(() => bot.messages.length > 0);
  return bot.messages[0] as IncomingMessage;
};
const upload = () => ({
  uploadUrl: `${host.url}/upload?guid=1`,
  contentUrl: 'https://mihon-my.sharepoint.com/personal/hanako/Documents/a.docx',
  name: '健康診断の通知文.docx',
  uniqueId: 'id-1',
  fileType: 'docx',
});

/** Presses the button of a draft; resolves to the consent card. */
async function wordAsked(draft = '令和8年11月25日\n各課長 様') {
  const before = consents().length;
  await post(bot.url, submit('teams.word', { title: DRAFT.title }, { draft }, to));
  await until(() => consents().length > before);
  return consents().at(-1);
}
const contextOf = (card: Awaited<ReturnType<typeof wordAsked>>) => attachment(card)?.content.acceptContext as unknown;

describe('個人チャットで受け取ったファイル', () => {
  it('名前とともに会話へ渡し、読むときに初めて取り寄せる', async () => {
    host.script(gives('議事の内容'));
    const file = fileAttachment('議事録.txt', {
      downloadUrl: `${host.url}/download?tempauth=x`,
      fileType: 'txt',
      uniqueId: 'u',
    });
    await post(bot.url, { ...personalMessage('要約して', to), attachments: [file] });
    const { files = [], text } = await message();
    expect(text).toBe('要約して');
    expect(files.map(({ name }) => name)).toEqual(['議事録.txt']);
    expect(host.calls).toEqual([]);
    expect((await files[0]?.read(1_000))?.toString()).toBe('議事の内容');
    expect(host.calls[0]).toMatchObject({ method: 'GET', path: '/download?tempauth=x' });
    expect(host.calls[0]?.headers).not.toHaveProperty('authorization');
  });

  it('ファイルだけでも会話へ渡し、一度にいくつでも受け取る', async () => {
    const file = (name: string) => fileAttachment(name, { downloadUrl: `${host.url}/${name}`, fileType: 'docx' });
    await post(bot.url, inbound('message', to, { attachments: [file('a.docx'), file('b')] }));
    expect((await message()).files?.map(({ name }) => name)).toEqual(['a.docx', 'b.docx']);
  });

  it('大きさの上限は、届いた分で確かめる', async () => {
    host.script(gives('あ'.repeat(1_000)));
    const file = fileAttachment('a.txt', { downloadUrl: `${host.url}/a` });
    await post(bot.url, { ...personalMessage('要約して', to), attachments: [file] });
    await expect((await message()).files?.[0]?.read(100)).rejects.toMatchObject({ code: 'input_too_long' });
  });

  it('画像は読み取っていないと、回答の初めに断る', async () => {
    const image = { contentType: 'image/*', contentUrl: 'https://smba.trafficmanager.net/image' };
    await post(bot.url, { ...personalMessage('この画面は何？', to), attachments: [image] });
    await until(() => connector.visible().length > 0);
    expect(JSON.stringify(attachment(connector.visible()[0])?.content)).toContain('画像は、読み取っていません');
  });

  it('画像だけなら、会話には渡さずに断る', async () => {
    await post(bot.url, inbound('message', to, { attachments: [{ contentType: 'image/png' }] }));
    await until(() => connector.visible().length > 0);
    expect(said()[0]).toContain('画像は、読み取っていません');
    expect(bot.messages).toEqual([]);
  });

  it('絵文字は画像と見なさない', async () => {
    const content = '<p>了解<img itemtype="http://schema.skype.com/Emoji" src="x"></p>';
    await post(bot.url, { ...personalMessage('了解', to), attachments: [{ contentType: 'text/html', content }] });
    await until(() => connector.visible().length > 0);
    expect(JSON.stringify(connector.visible())).not.toContain('読み取っていません');
  });
});

describe('チャネルのファイル', () => {
  const html = {
    contentType: 'text/html',
    content: '<div>要約</div><attachment id="3fa85f64-5717-4562-b3fc-2c963f66afa6"></attachment>',
  };

  it('ファイルだけなら、個人チャットへ送るか貼り付けるよう案内する', async () => {
    await post(bot.url, { ...channelMention('', to), attachments: [html] });
    await until(() => connector.visible().length > 0);
    expect(said()[0]).toContain('個人チャット');
    expect(said()[0]).toContain('SharePoint');
    expect(bot.messages).toEqual([]);
  });

  it('言葉と一緒なら答え、ファイルを読んでいないことと、その名前を断る', async () => {
    const link = { contentType: 'reference', name: '予算案.xlsx', contentUrl: 'https://mihon.sharepoint.com/a.xlsx' };
    await post(bot.url, { ...channelMention('要約', to), attachments: [link, html] });
    await until(() => connector.visible().length > 0);
    expect(await message()).not.toHaveProperty('files');
    const card = JSON.stringify(attachment(connector.visible()[0])?.content);
    expect(card).toContain('「予算案.xlsx」は、読み取っていません');
    expect(card).toContain('個人チャット');
  });

  it('個人チャットの形で届いても、チャネルでは取り寄せない', async () => {
    const file = fileAttachment('a.txt', { downloadUrl: `${host.url}/a` });
    await post(bot.url, { ...channelMention('要約', to), attachments: [file] });
    expect(await message()).not.toHaveProperty('files');
    await settled();
    expect(host.calls).toEqual([]);
  });
});

describe('文案をWordファイルで渡す', () => {
  const buttons = () => JSON.stringify(attachment(connector.visible()[0])?.content);

  it('個人チャットの文案には、受け取るボタンがある', async () => {
    await restart(DRAFT);
    await post(bot.url, personalMessage('文案', to));
    await until(() => connector.visible().length > 0);
    expect(buttons()).toContain('Wordファイルで受け取る');
    expect(buttons()).toContain('teams.word');
  });

  it('チャネルの文案には、ボタンがない', async () => {
    await restart(DRAFT);
    await post(bot.url, channelMention('文案', to));
    await until(() => connector.visible().length > 0);
    expect(buttons()).not.toContain('Wordファイルで受け取る');
  });

  it('許可すると、編集した文面のWordファイルを保存し、開けるように示す', async () => {
    host.script(gives('{}', 201));
    const card = await wordAsked();
    expect(attachment(card)).toMatchObject({
      name: '健康診断の通知文.docx',
      content: { sizeInBytes: expect.any(Number) },
    });
    const response = await post(
      bot.url,
      fileConsent('accept', contextOf(card), { ...to, ...(card && { card: card.id }) }, upload()),
    );
    expect(response.status).toBe(200);
    await until(() => attachment(connector.visible().at(-1))?.contentType.endsWith('file.info') === true);
    expect(attachment(connector.visible().at(-1))).toMatchObject({
      name: '健康診断の通知文.docx',
      contentUrl: upload().contentUrl,
      content: { uniqueId: 'id-1', fileType: 'docx' },
    });
    const [put] = host.calls;
    expect(put?.method).toBe('PUT');
    expect(put?.headers['content-range']).toBe(`bytes 0-${(put?.body.length ?? 0) - 1}/${put?.body.length}`);
    const { text } = await readBytes(put?.body ?? Buffer.alloc(0), 'a.docx');
    expect(text).toContain('令和8年11月25日');
    expect(consents()).toEqual([]);
    expect(bot.messages).toEqual([]);
  });

  it('断ると、そう伝えて確認を消し、あとから許可されても渡さない', async () => {
    const card = await wordAsked();
    await post(bot.url, fileConsent('decline', contextOf(card), { ...to, ...(card && { card: card.id }) }));
    await until(() => said().some((text) => text.includes('お渡しせずに破棄しました')));
    expect(consents()).toEqual([]);
    await post(bot.url, fileConsent('accept', contextOf(card), to, upload()));
    await settled();
    expect(host.calls).toEqual([]);
  });

  it('同じ許可や同じ操作が二度届いても、一度しか渡さない', async () => {
    host.script(gives('{}', 201));
    const press = submit('teams.word', { title: '通知' }, { draft: '本文' }, { ...to, id: 'press-1' });
    await Promise.all([post(bot.url, press), post(bot.url, press)]);
    await until(() => consents().length > 0);
    await settled();
    expect(consents()).toHaveLength(1);
    const context = contextOf(consents()[0]);
    await Promise.all([1, 2, 3].map(() => post(bot.url, fileConsent('accept', context, to, upload()))));
    await settled();
    expect(host.calls).toHaveLength(1);
    const texts = connector.visible().filter((shown) => attachment(shown)?.contentType.endsWith('file.info'));
    expect(texts).toHaveLength(1);
  });

  it('起動し直しても、別のサーバーに届いても渡せる', async () => {
    host.script(gives('{}', 200));
    const context = contextOf(await wordAsked());
    await restart();
    await post(bot.url, fileConsent('accept', context, to, upload()));
    await until(() => host.calls.length === 1);
  });

  it('ほかの人には渡さない', async () => {
    host.script(gives('{}', 200));
    const context = contextOf(await wordAsked());
    const from = { ...USER, id: '29:other', aadObjectId: '99999999-2222-3333-4444-555555555555' };
    await post(bot.url, fileConsent('accept', context, { ...to, from }, upload()));
    await until(() => said().some((text) => text.includes('期限（1日）')));
    await post(bot.url, fileConsent('accept', context, { ...to, conversation: 'a:other-chat' }, upload()));
    await settled();
    expect(host.calls).toEqual([]);
  });

  it('一日たつと渡せず、そう伝える', async () => {
    const context = contextOf(await wordAsked());
    time += 25 * 60 * 60 * 1000;
    await post(bot.url, fileConsent('accept', context, to, upload()));
    await until(() => said().some((text) => text.includes('期限（1日）')));
    expect(host.calls).toEqual([]);
  });

  it('会話の履歴を消すと、待っているファイルも消える', async () => {
    const context = contextOf(await wordAsked());
    await restart(answer({ command: 'reset', forgets: true }));
    await post(bot.url, personalMessage('リセット', to));
    await until(() => connector.visible(PERSONAL).length > 1);
    await settled();
    await post(bot.url, fileConsent('accept', context, to, upload()));
    await until(() => said().some((text) => text.includes('期限（1日）')));
    expect(host.calls).toEqual([]);
  });

  it('空の文面はファイルにせず、そう伝える', async () => {
    await post(bot.url, submit('teams.word', { title: '通知' }, { draft: ' ' }, to));
    await until(() => said().some((text) => text.includes('空のファイル')));
    expect(consents()).toEqual([]);
  });

  it('チャネルから偽って押されても、ファイルを渡さない', async () => {
    await post(bot.url, submit('teams.word', { title: '通知' }, { draft: '本文' }, { ...to, scope: 'channel' }));
    expect((await message()).action?.name).toBe('teams.word');
    expect(consents()).toEqual([]);
  });

  it.each([
    undefined,
    'x',
    { type: 'fileUpload' },
    { action: 'accept', context: {} },
    { action: 'accept', context: { kaname: { offer: '../../etc/passwd' } } },
    { action: 'maybe', context: { kaname: { offer: '3fa85f64-5717-4562-b3fc-2c963f66afa6' } } },
  ])('形の違う許可（%#）にも200を返し、何もしない', async (value) => {
    const response = await post(bot.url, inbound('invoke', to, { name: 'fileConsent/invoke', value }));
    expect(response).toEqual({ status: 200, body: '{}' });
    await settled();
    expect(connector.calls).toEqual([]);
  });
});

describe('回答に付くファイル', () => {
  it('個人チャットでは、回答のあとに受け取りの確認を送る', async () => {
    await restart(EXPORT);
    host.script(gives('{}', 201));
    await post(bot.url, personalMessage('履歴', to));
    await until(() => consents().length === 1);
    expect(connector.visible()).toHaveLength(2);
    expect(attachment(consents()[0])?.name).toBe('履歴.txt');
    await post(bot.url, fileConsent('accept', contextOf(consents()[0]), to, upload()));
    await until(() => host.calls.length === 1);
    expect(host.calls[0]?.body.toString()).toContain('【11/20】質問');
  });

  it('チャネルでは、コピーできる文章のままにする', async () => {
    await restart(EXPORT);
    await post(bot.url, channelMention('履歴', to));
    await until(() => connector.visible().length > 0);
    await settled();
    expect(connector.visible()).toHaveLength(1);
    expect(JSON.stringify(connector.visible())).toContain('【11/20】質問');
  });

  it('大きすぎるファイルは、渡せないと伝える', async () => {
    const text = Array.from({ length: 300_000 }, (_, at) => String.fromCharCode(0x4e00 + ((at * 7919) % 20_000))).join(
      '',
    );
    await restart({ ...EXPORT, parts: [{ kind: 'file', name: '履歴.txt', contentType: 'text/plain', text }] });
    await post(bot.url, personalMessage('履歴', to));
    await until(() => said().some((sentence) => sentence.includes('大きすぎる')));
    expect(consents()).toEqual([]);
  });
});
