import './againWhenBusy.ts';
import { readdirSync } from 'node:fs';
import { type AddressInfo, connect as connectTo, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type DirectFixture, startDirectFixture } from './directFixture.ts';
import { childrenInProcessList, filesBelow, showsProcesses } from './directTraces.ts';

/** The vendor's client, direct-js, in its process, against a server that speaks as the platform does to it. */
describe('direct のセッション（direct-js の本物と、まねたサーバー）', () => {
  let fixture: DirectFixture;
  beforeEach(async () => {
    fixture = await startDirectFixture();
  });
  afterEach(() => fixture.close());

  it('トークンでサインインし、自分が誰かを伝える', async () => {
    const { server } = fixture;
    const { session, next } = fixture.open();
    expect(session.connected()).toBe(false);
    expect((await next('ready')).me).toEqual(server.bot);
    expect(session.connected()).toBe(true);
    expect(server.calls[0]).toEqual({ method: 'create_session', params: [server.token, '1.122', 'bot'] });
  });

  it('一対一とグループの発言を、メンションの記法ごと、そのまま受け取る', async () => {
    const { server } = fixture;
    const hanako = server.person('山田 花子');
    const pair = server.pairRoom(hanako);
    const group = server.groupRoom('総務課', [hanako, server.person('鈴木 一郎')]);
    const { next } = fixture.open();
    await next('ready');

    const long = `要約して。${'長い文章です。'.repeat(200)}`;
    const first = server.say(pair, hanako, long);
    expect(await next('text')).toEqual({
      kind: 'text',
      id: first,
      room: { id: pair.id, kind: 'pair' },
      sender: hanako,
      at: expect.any(Date),
      text: long,
    });
    server.say(group, hanako, `${server.mention()} さん {@:ALL,4}@ALL 育休の期間は？`);
    expect(await next('text')).toMatchObject({
      room: { id: group.id, kind: 'group', name: '総務課' },
      text: `{@:${server.bot.id},4}@かなめ さん {@:ALL,4}@ALL 育休の期間は？`,
    });
  });

  it('文章を送り、19桁のidを一桁も失わずに返す', async () => {
    const { server } = fixture;
    const room = server.pairRoom(server.person('山田 花子'));
    const { session } = fixture.open();
    const text = `{@:123456789,5}@山田 さん\n${'あ'.repeat(600)}`;
    const id = await session.send(room.id, { kind: 'text', text });
    const [message] = server.messages(room);
    expect(message).toMatchObject({ id, type: 1, content: text, isBot: true });
    expect(id).toMatch(/^\d{19}$/);
    expect(Number(id).toString()).not.toBe(id);
  });

  it('同じ部屋に続けて送ったものは、送った順に届く', async () => {
    const { server } = fixture;
    const room = server.pairRoom(server.person('山田 花子'));
    const { session } = fixture.open();
    const texts = ['一つ目', '二つ目', '三つ目', '四つ目'];
    const ids = await Promise.all(texts.map((text) => session.send(room.id, { kind: 'text', text })));
    expect(server.messages(room).map(({ content }) => content)).toEqual(texts);
    expect(server.messages(room).map(({ id }) => id)).toEqual(ids);
  });

  it('セレクトとYes/Noを送り、どのスタンプのどの選択肢が押されたかを受け取る', async () => {
    const { server } = fixture;
    const hanako = server.person('山田 花子');
    const room = server.groupRoom('総務課', [hanako]);
    const { session, next } = fixture.open();
    const select = await session.send(room.id, {
      kind: 'select',
      question: 'どの文書ですか。',
      options: ['通知', '挨拶文'],
    });
    expect(server.messages(room)[0]).toMatchObject({
      type: 502,
      content: { question: 'どの文書ですか。', options: ['通知', '挨拶文'] },
    });
    server.press(select, 1, hanako);
    expect(await next('chosen')).toMatchObject({ of: select, option: 1, sender: hanako, room: { id: room.id } });

    const yesNo = await session.send(room.id, { kind: 'yesno', question: '削除しますか。' });
    server.press(yesNo, 1, hanako);
    expect(await next('chosen')).toMatchObject({ of: yesNo, option: 1 });
    server.press(yesNo, 0, hanako);
    expect(await next('chosen')).toMatchObject({ of: yesNo, option: 0 });
  });

  it('ノートを作り、そのidを返す', async () => {
    const { server } = fixture;
    const room = server.pairRoom(server.person('山田 花子'));
    const { session } = fixture.open();
    const content = '一行目\n'.repeat(800);
    const id = await session.send(room.id, { kind: 'note', title: '使い方', content });
    expect(server.notes(room)).toEqual([{ id, title: '使い方', text: content }]);
  });

  it('ファイルを送り、一時ファイルを残さない', async () => {
    const { server } = fixture;
    const room = server.pairRoom(server.person('山田 花子'));
    const { session } = fixture.open();
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256));
    const id = await session.send(room.id, { kind: 'file', name: '集計.csv', contentType: 'text/csv', bytes });
    const [message] = server.messages(room);
    if (message === undefined) throw new Error('nothing was sent');
    expect(message).toMatchObject({ id, type: 4, content: { name: '集計.csv', content_type: 'text/csv' } });
    expect(server.fileOf(message)?.equals(bytes)).toBe(true);
    expect(filesBelow(fixture.storagePath).filter((file) => file.length === bytes.length)).toEqual([]);
  });

  it('送られたファイルを、言葉つきでも、上限の中でだけ受け取る', async () => {
    const { server } = fixture;
    const hanako = server.person('山田 花子');
    const room = server.pairRoom(hanako);
    const { session, next } = fixture.open();
    await next('ready');
    const bytes = Buffer.from('本日の議事は次のとおりです。');
    server.sendFile(room, hanako, { name: '議事録.txt', contentType: 'text/plain', bytes }, '要約して');
    const { files, text } = await next('file');
    const [file] = files;
    if (file === undefined) throw new Error('no file came');
    expect(text).toBe('要約して');
    expect(file).toMatchObject({ name: '議事録.txt', contentType: 'text/plain', bytes: bytes.length });
    expect((await session.download(file, 1_000)).equals(bytes)).toBe(true);
    await expect(session.download(file, 10)).rejects.toMatchObject({ code: 'input_too_long' });
    // A size that is given too small does not open the bound.
    await expect(session.download({ ...file, bytes: 1 }, 10)).rejects.toMatchObject({ code: 'input_too_long' });
    await expect(session.download({ ...file, url: `${file.url}0` }, 100)).rejects.toMatchObject({
      code: 'unreachable',
    });

    server.sendFile(room, hanako, { name: '表.csv', contentType: 'text/csv', bytes });
    expect(await next('file')).toMatchObject({ text: '', files: [{ name: '表.csv' }] });
  });

  it('部屋への参加と退出、部屋にいる人を伝える', async () => {
    const { server } = fixture;
    const hanako = server.person('山田 花子');
    const ichiro = server.person('鈴木 一郎');
    const group = server.groupRoomWithoutBot('防災課', [hanako, ichiro]);
    server.say(group, hanako, 'ボットが来る前の話');
    const { session, next, events } = fixture.open();
    await next('ready');
    server.addBot(group, hanako);
    expect((await next('joined')).room).toEqual({ id: group.id, kind: 'group', name: '防災課' });
    expect(await session.members(group.id)).toEqual([hanako, ichiro]);
    server.removePerson(group, ichiro);
    await server.until(() => session.connected());
    const pair = server.pairRoom(ichiro);
    expect((await next('joined')).room).toEqual({ id: pair.id, kind: 'pair' });
    expect(await session.members(group.id)).toEqual([hanako]);
    server.removeBot(group);
    expect((await next('left')).room).toEqual({ id: group.id, kind: 'group', name: '防災課' });
    expect(await session.members(group.id)).toBeUndefined();
    expect(events.filter(({ kind }) => kind === 'text')).toEqual([]);
  });

  it('部屋の知らせより先に着いた発言も、失わない', async () => {
    const { server } = fixture;
    const hanako = server.person('山田 花子');
    const { next } = fixture.open();
    await next('ready');
    const room = server.pairRoomBegunWith(hanako, 'はじめまして');
    expect(await next('text')).toMatchObject({ text: 'はじめまして', room: { id: room.id } });
  });

  it('指定したプロキシを通ってつながり、ファイルもそこを通る', async () => {
    const { server } = fixture;
    const passed: string[] = [];
    const proxy = createServer((socket) => {
      socket.once('data', (head) => {
        const [, host = '', port = ''] = /^CONNECT ([^:\s]+):(\d+)/.exec(head.toString()) ?? [];
        passed.push(`${host}:${port}`);
        const beyond = connectTo(Number(port), host, () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          beyond.pipe(socket).pipe(beyond);
        });
        for (const end of [socket, beyond]) end.on('error', () => end.destroy());
      });
    });
    await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready));
    const { port: proxyPort } = proxy.address() as AddressInfo;
    const hanako = server.person('山田 花子');
    const room = server.pairRoom(hanako);
    const { session, next, close } = fixture.open({ proxy: `http://127.0.0.1:${proxyPort}` });
    await next('ready');
    server.sendFile(room, hanako, { name: 'a.txt', contentType: 'text/plain', bytes: Buffer.from('本文') });
    const [file] = (await next('file')).files;
    if (file === undefined) throw new Error('no file came');
    expect((await session.download(file, 100)).toString()).toBe('本文');
    await session.send(room.id, { kind: 'file', name: 'b.txt', contentType: 'text/plain', bytes: Buffer.from('返事') });
    expect(passed).toHaveLength(3);
    expect(new Set(passed)).toEqual(new Set([new URL(server.url).host]));
    await close();
    proxy.close();
  });

  it('発言に書かれた、ほかの機械のアドレスからはファイルを取らない', async () => {
    const { server } = fixture;
    const hanako = server.person('山田 花子');
    const room = server.pairRoom(hanako);
    const { session, next } = fixture.open();
    await next('ready');
    server.sendFile(room, hanako, { name: 'a.txt', contentType: 'text/plain', bytes: Buffer.from('本文') });
    const [file] = (await next('file')).files;
    if (file === undefined) throw new Error('no file came');
    let asked = 0;
    const inner = createServer((socket) => {
      asked += 1;
      socket.destroy();
    });
    await new Promise<void>((ready) => inner.listen(0, '127.0.0.1', ready));
    const { port } = inner.address() as AddressInfo;
    for (const url of [
      `https://127.0.0.1:${port}/`,
      `https://localhost:${port}/`,
      `https://[::1]:${port}/`,
      `https://2130706433:${port}/`,
      file.url.replace('https', 'http'),
      `http://127.0.0.1:${port}/`,
      'file:///etc/hostname',
      'data:text/plain,a',
      'not an address',
    ]) {
      await expect(session.download({ ...file, url }, 100)).rejects.toMatchObject({ code: 'unreachable' });
    }
    inner.close();
    expect(asked).toBe(0);
    // The platform's own server sends on to another machine.
    server.redirectFiles(`https://127.0.0.1:${port}/`);
    await expect(session.download(file, 100)).rejects.toMatchObject({ code: 'unreachable' });
    server.redirectFiles(undefined);
    expect((await session.download(file, 100)).toString()).toBe('本文');
  });

  it('トークンは、記録にも、保管フォルダーにも、プロセスの引数にも出ない', async () => {
    const { server } = fixture;
    const { session, next, close } = fixture.open();
    await next('ready');
    const room = server.pairRoom(server.person('山田 花子'));
    await session.send(room.id, { kind: 'text', text: 'こんにちは' });
    server.disconnect();
    await next('lost');
    await next('ready');
    expect(fixture.logged.join('\n')).not.toContain(server.token);
    expect(filesBelow(fixture.storagePath).filter((file) => file.includes(server.token))).toEqual([]);
    const children = childrenInProcessList();
    if (showsProcesses) expect(children.join('\n')).toContain('directProcess.js');
    expect(children.filter((child) => child.includes(server.token))).toEqual([]);
    await close();
    expect(readdirSync(fixture.storagePath)).toEqual(['messages.json']);
  });
});
