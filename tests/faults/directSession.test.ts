import '../contracts/againWhenBusy.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type DirectFixture, startDirectFixture } from '../contracts/directFixture.ts';
import { childProcesses, showsProcesses } from '../contracts/directTraces.ts';

const MANY_REQUESTS = { code: 429, message: 'too many requests', detail: { retry_after: 0 } };
const FORBIDDEN = { code: 403, message: 'forbidden', detail: null };

describe('direct との接続が悪いとき', () => {
  let fixture: DirectFixture;
  beforeEach(async () => {
    fixture = await startDirectFixture();
  });
  afterEach(() => fixture.close());

  const texts = (events: readonly { kind: string }[]) =>
    events.flatMap((event) => ('text' in event && event.kind === 'text' ? [event.text] : []));

  it('切断のあと自分でつなぎ直し、その間に届いた発言を、一度ずつ、順に受け取る', async () => {
    const { server } = fixture;
    const hanako = server.person('山田 花子');
    const rooms = [server.pairRoom(hanako), server.groupRoom('総務課', [hanako])] as const;
    const { session, next, events } = fixture.open();
    await next('ready');
    server.say(rooms[0], hanako, '切れる前');
    await next('text');
    server.disconnect();
    server.say(rooms[0], hanako, '間の一つ目');
    server.say(rooms[1], hanako, '間の二つ目');
    expect((await next('lost')).reason).toBe('closed');
    await next('ready');
    for (let number = 3; number <= 45; number++) server.say(rooms[0], hanako, `${number}つ目`);
    await server.until(() => session.connected());
    server.say(rooms[1], hanako, '最後');
    await next('text');
    await until(() => texts(events).includes('最後') && texts(events).length === 47);
    expect(texts(events).slice(0, 3)).toEqual(['切れる前', '間の一つ目', '間の二つ目']);
    expect(new Set(texts(events)).size).toBe(47);
  });

  it('止まっていた間の発言を、次に起動したときに受け取る（数ページ分でも）', async () => {
    const { server } = fixture;
    const hanako = server.person('山田 花子');
    const room = server.pairRoom(hanako);
    server.say(room, hanako, '初めて動かす前の発言');
    const before = fixture.open();
    await before.next('ready');
    server.say(room, hanako, '答えた発言');
    await before.next('text');
    await before.close();

    const said = Array.from({ length: 45 }, (_, index) => `留守の間の${index + 1}つ目`);
    for (const text of said) server.say(room, hanako, text);
    const after = fixture.open();
    await until(() => texts(after.events).length === 45);
    expect(texts(after.events)).toEqual(said);
    await after.close();

    const last = fixture.open();
    await last.next('ready');
    server.say(room, hanako, '今の発言');
    await last.next('text');
    expect(texts(last.events)).toEqual(['今の発言']);
  });

  it('受け取ったまま済んでいない発言は次の起動でもう一度届き、済んだものは届かない', async () => {
    const { server } = fixture;
    const hanako = server.person('山田 花子');
    const room = server.pairRoom(hanako);
    const before = fixture.open({ acknowledges: false });
    await before.next('ready');
    const open = server.say(room, hanako, '済まなかった発言');
    const done = server.say(room, hanako, '済んだ発言');
    await before.next('text');
    await before.next('text');
    before.session.acknowledge(done);
    server.disconnect();
    await before.next('ready');
    expect(texts(before.events)).toHaveLength(2);
    await before.close();

    const after = fixture.open();
    expect(await after.next('text')).toMatchObject({ id: open });
    await after.close();
    const last = fixture.open();
    await last.next('ready');
    server.say(room, hanako, '今の発言');
    await last.next('text');
    expect(texts(last.events)).toEqual(['今の発言']);
  });

  it('同じ知らせが何度来ても、起動し直したあとに来ても、一度しか伝えない', async () => {
    const { server } = fixture;
    const hanako = server.person('山田 花子');
    const room = server.pairRoom(hanako);
    const before = fixture.open();
    await before.next('ready');
    const message = server.say(room, hanako, '一度だけ');
    server.repeat(message);
    await before.next('text');
    server.repeat(message);
    server.say(room, hanako, '次の発言');
    await before.next('text');
    expect(texts(before.events)).toEqual(['一度だけ', '次の発言']);
    await before.close();
    const after = fixture.open();
    await after.next('ready');
    server.repeat(message);
    server.say(room, hanako, '今の発言');
    await after.next('text');
    expect(texts(after.events)).toEqual(['今の発言']);
  });

  it('留守の間に招かれた部屋と外された部屋を伝え、招かれる前の話には答えない', async () => {
    const { server } = fixture;
    const hanako = server.person('山田 花子');
    const old = server.groupRoom('旧課', [hanako]);
    const group = server.groupRoomWithoutBot('防災課', [hanako]);
    server.say(group, hanako, `${server.mention()} 招かれる前の話`);
    const before = fixture.open();
    await before.next('ready');
    await before.close();
    server.removeBot(old);
    server.addBot(group, hanako);
    server.say(group, hanako, `${server.mention()} 招かれた後の話`);
    const after = fixture.open();
    expect((await after.next('joined')).room.id).toBe(group.id);
    expect((await after.next('left')).room.id).toBe(old.id);
    await after.next('text');
    expect(texts(after.events)).toEqual([`${server.mention()} 招かれた後の話`]);
    await after.close();
    const last = fixture.open();
    await last.next('ready');
    expect(last.events.filter(({ kind }) => kind !== 'ready')).toEqual([]);
  });

  it('一週間より前の発言は、留守の間のものでも答えない', async () => {
    const { server } = fixture;
    const hanako = server.person('山田 花子');
    const room = server.pairRoom(hanako);
    const before = fixture.open();
    await before.next('ready');
    await before.close();
    server.say(room, hanako, '八日前の質問', { at: Date.now() - 8 * 24 * 60 * 60_000 });
    server.say(room, hanako, '昨日の質問', { at: Date.now() - 24 * 60 * 60_000 });
    const after = fixture.open();
    await after.next('text');
    expect(texts(after.events)).toEqual(['昨日の質問']);
  });

  it.each(['text', 'select', 'yesno', 'note', 'file'] as const)(
    '返事の前に切れても、%s を二度送らず、失いもしない',
    async (kind) => {
      const { server } = fixture;
      const hanako = server.person('山田 花子');
      const room = server.groupRoom('総務課', [hanako]);
      const { session } = fixture.open();
      const outgoing = {
        text: { kind, text: '質問を受け付けました。' },
        select: { kind, question: 'どれですか。', options: ['一', '二'] },
        yesno: { kind, question: 'よろしいですか。' },
        note: { kind, title: '使い方', content: '本文' },
        file: { kind, name: 'a.csv', contentType: 'text/csv', bytes: Buffer.from('a,b') },
      }[kind] as Parameters<typeof session.send>[1];
      const method = kind === 'note' ? 'create_note' : 'create_message';
      const first = await session.send(room.id, outgoing);
      server.lose(method, 'after');
      const second = await session.send(room.id, outgoing);
      server.lose(method, 'before');
      const third = await session.send(room.id, outgoing);
      const ids = kind === 'note' ? server.notes(room) : server.messages(room);
      expect(ids.map(({ id }) => id)).toEqual([first, second, third]);
    },
  );

  it('混んでいると言われたら、言われただけ待って送る', async () => {
    const { server } = fixture;
    const room = server.pairRoom(server.person('山田 花子'));
    const { session } = fixture.open();
    server.fail('create_message', MANY_REQUESTS, 2);
    const id = await session.send(room.id, { kind: 'text', text: 'こんにちは' });
    expect(server.messages(room).map((message) => message.id)).toEqual([id]);
  });

  it('断られた送信、知らない部屋、期限までにつながらない送信は、言葉のあるエラーになる', async () => {
    const { server } = fixture;
    const room = server.pairRoom(server.person('山田 花子'));
    const { session, next } = fixture.open({ sendMs: 500 });
    await next('ready');
    const text = { kind: 'text', text: 'こんにちは' } as const;
    server.fail('create_message', FORBIDDEN);
    await expect(session.send(room.id, text)).rejects.toMatchObject({ code: 'unreachable' });
    await expect(session.send('1152921507291203198', text)).rejects.toMatchObject({ code: 'unreachable' });
    await server.stop();
    await expect(session.send(room.id, text)).rejects.toMatchObject({
      code: 'unreachable',
      sentence: expect.stringContaining('送信できませんでした'),
    });
    expect(session.connected()).toBe(false);
    await server.listen();
    await next('ready');
    expect(server.messages(room)).toEqual([]);
  });

  it('起動したときにサーバーがなければ、あるまで試し続ける', async () => {
    const { server } = fixture;
    await server.stop();
    const { session, next } = fixture.open();
    expect((await next('lost')).reason).toBe('unreachable');
    expect(session.connected()).toBe(false);
    await server.listen();
    await next('ready');
  });

  it('トークンが断られたら、直し方を記録し、間をおいて試し、直ればつながる', async () => {
    const { server } = fixture;
    server.acceptToken('other');
    const { next } = fixture.open();
    expect((await next('lost')).reason).toBe('refused (401)');
    expect(fixture.logged.join('\n')).toMatch(/direct\.sign_in_refused.*KANAME_LOGO_TOKEN/);
    server.acceptToken(server.token);
    await next('ready');
    expect(fixture.logged.join('\n')).not.toContain(server.token);
  });

  it('同じトークンの別の接続に追い出されたら、そう記録してつなぎ直す', async () => {
    const { server } = fixture;
    const { next } = fixture.open();
    await next('ready');
    server.disconnect(1000, 'concurrent access');
    expect((await next('lost')).reason).toBe('replaced');
    expect(fixture.logged.join('\n')).toContain('direct.replaced');
    await next('ready');
  });

  it('強制的にサインアウトさせられても（direct-js が自分のプロセスを終えても）、つなぎ直す', async () => {
    const { server } = fixture;
    const { next } = fixture.open();
    await next('ready');
    server.disconnect(1000, 'forcibly closed');
    expect((await next('lost')).reason).toMatch(/^closed/);
    await next('ready');
  });

  it.each([
    ['途中で切れたフレーム', Buffer.from([0x94, 0x00]), true],
    ['MessagePack でないもの', Buffer.from('<html>502 Bad Gateway</html>'), true],
    ['文字のフレーム', Buffer.from('hello'), false],
    ['空のフレーム', Buffer.alloc(0), true],
    ['形の違う通知', Buffer.from([0x94, 0x00, 0x01, 0xa3, 0x61, 0x62, 0x63, 0x01]), true],
  ])('%s が来ても、つなぎ直して発言を受け取る', async (_name, bytes, binary) => {
    const { server } = fixture;
    const hanako = server.person('山田 花子');
    const room = server.pairRoom(hanako);
    const { next, events } = fixture.open();
    await next('ready');
    server.sendRaw(bytes, { binary });
    server.say(room, hanako, 'まだ聞こえますか');
    await next('text');
    expect(texts(events)).toEqual(['まだ聞こえますか']);
  });

  it('読めない中身の発言は飛ばし、次の発言を受け取る', async () => {
    const { server } = fixture;
    const hanako = server.person('山田 花子');
    const room = server.pairRoom(hanako);
    const { session, next, events } = fixture.open();
    await next('ready');
    const select = await session.send(room.id, { kind: 'select', question: 'どれ', options: ['一'] });
    server.press(select, -1 >>> 1, hanako);
    server.say(room, hanako, { not: 'a text' } as unknown as string);
    server.say(room, hanako, '読める発言');
    await next('text');
    expect(texts(events)).toEqual(['読める発言']);
  });

  it('返事をしなくなったサーバーを見限り、つなぎ直してから送る', async () => {
    const { server } = fixture;
    const room = server.pairRoom(server.person('山田 花子'));
    const { session, next } = fixture.open({ answerMs: 200, signInMs: 1_000 });
    await next('ready');
    server.silence(true);
    const sending = session.send(room.id, { kind: 'text', text: 'こんにちは' });
    expect((await next('lost')).reason).toBe('silent (create)');
    server.silence(false);
    const id = await sending;
    expect(server.messages(room).map((message) => message.id)).toEqual([id]);
  });

  it('サインインに返事がなければ、見限ってやり直す', async () => {
    const { server } = fixture;
    server.silence(true);
    const { next } = fixture.open({ signInMs: 700 });
    expect((await next('lost')).reason).toBe('silent');
    server.silence(false);
    await next('ready');
  });

  (showsProcesses ? it : it.skip)('プロセスが突然死んでも、つなぎ直す', async () => {
    const { server } = fixture;
    const hanako = server.person('山田 花子');
    const room = server.pairRoom(hanako);
    const stillborn = join(fixture.storagePath, 'stillborn.mjs');
    writeFileSync(stillborn, 'process.exit(3);');
    const dead = fixture.open({ processFile: stillborn });
    expect((await dead.next('lost')).reason).toBe('failed (3)');
    await dead.close();

    const { next, events } = fixture.open();
    await next('ready');
    for (const pid of childProcesses()) process.kill(pid, 'SIGKILL');
    server.say(room, hanako, '死んでいる間の発言');
    expect((await next('lost')).reason).toBe('failed (SIGKILL)');
    await next('text');
    expect(texts(events)).toEqual(['死んでいる間の発言']);
  });

  it('閉じると、待っている送信も接続も終わり、出来事も終わる', async () => {
    const { server } = fixture;
    const room = server.pairRoom(server.person('山田 花子'));
    const { session, next, close } = fixture.open();
    await next('ready');
    await server.stop();
    const waiting = session.send(room.id, { kind: 'text', text: 'こんにちは' });
    const refused = expect(waiting).rejects.toMatchObject({ code: 'unreachable' });
    await close();
    await refused;
    expect(childProcesses()).toEqual([]);
    await server.listen();
  });

  it('壊れた記録からも起動し、古い発言には答えない', async () => {
    const { server } = fixture;
    const hanako = server.person('山田 花子');
    const room = server.pairRoom(hanako);
    server.say(room, hanako, '古い発言');
    writeFileSync(join(fixture.storagePath, 'messages.json'), '{"bot":');
    const { next, events } = fixture.open();
    await next('ready');
    server.say(room, hanako, '今の発言');
    await next('text');
    expect(texts(events)).toEqual(['今の発言']);
    expect(fixture.logged.join('\n')).toContain('direct.messages_unread');
  });
});

async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 8_000; !isSo(); ) {
    if (Date.now() > end) throw new Error('it did not come to be');
    await new Promise((again) => setTimeout(again, 10));
  }
}
