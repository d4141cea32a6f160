import { isConversation } from './conversation.ts';
import { decides, laysDown } from './decisionCues.ts';
import { under } from './sections.ts';
import { shown } from './sentenceKind.ts';

/** A sentence of the task, as the cues read it. */
export interface Said {
  readonly id: string;
  readonly text: string;
  readonly speaker?: string;
}

export interface Decision {
  readonly text: string;
  readonly sentence: string;
}

const heading = /^(?:決定|合意|承認)(?:した)?(?:事項|内容|したこと)?$/u;
const opening =
  /^(?:(?:それでは|では|じゃあ?|よって|なお|そうですね|はい|以上のとおり|お諮り(?:いた)?します)[、。,]\s*)+/u;
/** Says that it was so decided, but not what. */
const bare =
  /^(?:(?:それでは|では|よって|なお|御?異議が?(?:ない|なし)|ご異議が?(?:ない|なし)|挙手(?:全員|多数)|起立(?:全員|多数)|賛成(?:全員|多数)|全員賛成|全会一致)[^。]{0,14}?[、。]?\s*)*(?:本(?:件|案|議案)は、?)?(?:異議なしと認め(?:ます)?(?:、)?|さよう|左様|そのように|そのとおり|それで|これで|その(?:方向|形|内容|線)で|御?異議(?:が)?な|ご異議(?:が)?な).{0,30}$/u;
const proposition =
  /^(.{6,160}?)(ことに|ことで|ことと|として|ものと)(?:した|いたした|し|いたし|決定し|決し)?.{0,16}?(?:御?異議|ご異議|よろしゅう|よろしい|いかが|賛成の|賛成する)/u;
/** How far back the question stands that a bare decision answers. */
const reach = 6;

/** True for 「異議なしと認め、さよう決定しました」, which says that something was decided and not what. */
export function isBareDecision(text: string): boolean {
  return bare.test(shown(text));
}

/**
 * Decisions by the phrases in which minutes word them, and what stands under a heading 「決定事項」. A bare
 * 「異議なしと認め、さよう決定しました」 takes its matter from the question put before it.
 */
export function decisions(said: readonly Said[]): Decision[] {
  const listed = under(
    said.map((sentence) => sentence.text),
    heading,
  );
  const spoken = isConversation(said);
  return said.flatMap((sentence, index): Decision[] => {
    const decided = decides(sentence.text) || (spoken && sentence.speaker !== undefined && laysDown(sentence.text));
    if (!listed[index] && !decided) return [];
    const plain = shown(sentence.text).replace(opening, '');
    if (!isBareDecision(sentence.text)) return [{ text: plain, sentence: sentence.id }];
    if (toldNext(said, index)) return [];
    return [{ text: matterBefore(said, index) ?? plain, sentence: sentence.id }];
  });
}

/** 「異議なしと認めます。よって、議案第4号は可決されました。」: the second sentence tells it whole. */
function toldNext(said: readonly Said[], index: number): boolean {
  return said
    .slice(index + 1, index + 3)
    .some(
      (next) =>
        next.speaker === said[index]?.speaker &&
        (isBareDecision(next.text) || /^(?:よって|したがって|以上のとおり)/u.test(shown(next.text))) &&
        decides(next.text),
    );
}

function matterBefore(said: readonly Said[], index: number): string | undefined {
  for (let back = 1; back <= reach; back++) {
    const match = proposition.exec(shown(said[index - back]?.text ?? ''));
    const [, matter, link] = match ?? [];
    if (matter && link)
      return `${matter.replace(opening, '').replace(/、?という$/u, '')}${link.replace(/ことで|ことと/u, 'ことに')}決定`;
  }
  return undefined;
}
