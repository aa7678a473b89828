import type { Language } from '../../../core/reason.ts';
import type { HolidayPatchJson } from '../../../http/holiday-json.ts';
import { formatDate } from '../../moments.ts';
import type { PatchKind } from './patch-draft.ts';

type Standing = HolidayPatchJson['standing'];

/** What a sentence about a patch is made of. */
interface Told {
  readonly date: string;
  readonly to: string;
  readonly name: string;
}

interface PatchWords {
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  readonly standings: Readonly<Record<Standing, string>>;
  readonly meanings: Readonly<Record<Standing, string>>;
  readonly says: Readonly<Record<PatchKind, (told: Told) => string>>;
  readonly note: string;
  readonly made: string;
  readonly madeBy: (time: string, name: string) => string;
  readonly calendar: string;
  readonly open: string;
  readonly kind: string;
  readonly kinds: Readonly<Record<PatchKind, string>>;
  readonly date: Readonly<Record<PatchKind, string>>;
  readonly to: string;
  readonly onlyThese: string;
  readonly names: Readonly<Record<Language, string>>;
  readonly nameHint: string;
  readonly reason: string;
  readonly reasonHint: string;
  readonly isHoliday: (name: string) => string;
  readonly preview: string;
  readonly incomplete: string;
  readonly faulty: string;
  readonly asking: string;
  readonly save: string;
  readonly saving: string;
  readonly close: string;
  readonly leave: string;
  readonly saved: string;
  readonly remove: string;
  readonly removeOf: (patch: string) => string;
  readonly questions: Readonly<Record<Standing, string>>;
  readonly confirm: string;
  readonly keep: string;
  readonly removed: string;
}

const UNUSED_JA = 'この登録を取り消しますか。いまは使われていないため、受付時間は変わりません。';
const UNUSED_EN = 'Remove this patch? It is not used now, so no hours change.';

export const PATCH_WORDS: Readonly<Record<Language, PatchWords>> = {
  ja: {
    title: '祝日の臨時登録',
    lead: '法改正などで祝日が変わるときに、公表データを待たずに登録できます。同じ内容が公表データに載ると、登録は自動的に使われなくなります。',
    none: '登録はありません。',
    standings: { in_force: '有効', stepped_aside: '公表データと一致', dormant: '対象の暦なし' },
    meanings: {
      in_force: '',
      stepped_aside: '公表データが同じ内容になったため、この登録は使われていません。',
      dormant: '対象の暦が設定にないため、この登録は使われていません。',
    },
    says: {
      add: ({ date, name }) => `${full(date, 'ja')}を祝日「${name}」にする`,
      move: ({ date, to, name }) => `「${name}」を${full(date, 'ja')}から${full(to, 'ja')}へ移す`,
      cancel: ({ date, name }) => `${full(date, 'ja')}の「${name}」を祝日から外す`,
    },
    note: '理由',
    made: '登録',
    madeBy: (time, name) => `${time}　${name}`,
    calendar: '暦',
    open: '祝日の変更を登録',
    kind: '変更の種類',
    kinds: { add: '祝日を追加', move: '祝日を移動', cancel: '祝日から外す' },
    date: { add: '祝日にする日', move: '移動前の日付', cancel: '祝日から外す日' },
    to: '移動先の日付',
    onlyThese:
      '変わるのは指定した日だけです。振替休日も変わるときは、その日も別に登録してください。',
    names: { ja: '名称（日本語）', en: '名称（英語）' },
    nameHint: 'お客様へのご案内に使います。',
    reason: '理由（社内用）',
    reasonHint: '根拠となる法令や、決めた人など。お客様には伝わりません。',
    isHoliday: (name) => `この日は「${name}」です。`,
    preview: '登録すると変わること',
    incomplete: '入力がそろうと、変わる時間帯をここで確認できます。',
    faulty: '入力の誤りを直すと、変わる時間帯をここで確認できます。',
    asking: '変わる内容を確認しています…',
    save: '登録する',
    saving: '登録しています…',
    close: 'やめる',
    leave: '確認せずに閉じる',
    saved: '祝日の変更を登録しました。',
    remove: '取り消す',
    removeOf: (patch) => `「${patch}」の登録を取り消す`,
    questions: {
      in_force:
        'この登録を取り消しますか。祝日は登録前の状態に戻り、受付時間とご案内が変わることがあります。',
      ...{ stepped_aside: UNUSED_JA, dormant: UNUSED_JA },
    },
    confirm: '登録を取り消す',
    keep: '残す',
    removed: '登録を取り消しました。',
  },
  en: {
    title: 'Holidays patched here',
    lead:
      'When a law changes holidays, enter it here without waiting for the published list. Once' +
      ' the list says the same, the patch has done its work.',
    none: 'There are no patches.',
    standings: { in_force: 'In force', stepped_aside: 'As published', dormant: 'No calendar' },
    meanings: {
      in_force: '',
      stepped_aside: 'The published list says the same now, so this is not used.',
      dormant: 'Its calendar is no longer configured, so this is not used.',
    },
    says: {
      add: ({ date, name }) => `Make ${full(date, 'en')} a holiday: ${name}`,
      move: ({ date, to, name }) => `Move ${name} from ${full(date, 'en')} to ${full(to, 'en')}`,
      cancel: ({ date, name }) => `${full(date, 'en')} is no holiday (${name})`,
    },
    note: 'Why',
    made: 'Entered',
    madeBy: (time, name) => `${time} by ${name}`,
    calendar: 'Calendar',
    open: 'Patch a holiday',
    kind: 'What changes',
    kinds: { add: 'Add a holiday', move: 'Move a holiday', cancel: 'Cancel a holiday' },
    date: { add: 'Date of the holiday', move: 'Date it has now', cancel: 'Date of the holiday' },
    to: 'New date',
    onlyThese:
      'Only the dates named here change. Where a substitute holiday does too, patch it as well.',
    names: { ja: 'Name in Japanese', en: 'Name in English' },
    nameHint: 'Callers are told this name.',
    reason: 'Why (internal)',
    reasonHint: 'Such as the law, and who decided. Callers are not told.',
    isHoliday: (name) => `This is ${name}.`,
    preview: 'What this would change',
    incomplete: 'Once it is filled in, this shows which hours would change.',
    faulty: 'Once it is corrected, this shows which hours would change.',
    asking: 'Asking what would change…',
    save: 'Save',
    saving: 'Saving…',
    close: 'Cancel',
    leave: 'Close without knowing',
    saved: 'The patch was saved.',
    remove: 'Remove',
    removeOf: (patch) => `Remove: ${patch}`,
    questions: {
      in_force: 'Remove this patch? The holidays, and with them the hours, are then as before it.',
      ...{ stepped_aside: UNUSED_EN, dormant: UNUSED_EN },
    },
    confirm: 'Remove the patch',
    keep: 'Keep it',
    removed: 'The patch was removed.',
  },
};

function full(date: string, language: Language): string {
  return formatDate(date, language, { withYear: true });
}
