import { leaveForm, startForm } from '../form/formStep.ts';
import type { DialogueState } from '../state/dialogueState.ts';
import type { Deed, Shown } from '../state/shown.ts';
import type { PageOption } from './optionPages.ts';
import type { Saying, Step } from './step.ts';

/** What choosing an option of an answer leads to. `id` is the message's, and becomes that of a form that it opens. */
export function choose(state: DialogueState, shown: Shown, option: PageOption, id: string): Step {
  if ('page' in option) {
    const { page } = option;
    const says: Saying[] = [{ kind: 'menu', shown, page }];
    return state.form === undefined ? { state: { ...state, shown, page }, says } : besideForm(state, says);
  }
  const deed = shown.entries[option.choice]?.deed;
  if (deed === undefined) return { state, says: [] };
  // Who presses another button while a form is open wants something else now.
  const { state: free, says: left } = state.form === undefined ? { state, says: [] } : leaveForm(state);
  if (deed.kind === 'form') return startForm(free, shown, deed.form, id);
  if (deed.kind !== 'action') return { ...besideForm(state, saying(shown, deed)), of: shown };
  const { name, data } = deed.action;
  const draft = deed.draft === undefined ? undefined : shown.drafts[deed.draft];
  const action = { name, data: draft === undefined ? data : { ...data, draft } };
  return { state: free, says: left, forward: { text: '', action } };
}

/** What is read or kept leaves an open form where it is: its question is asked again. */
function besideForm(state: DialogueState, says: readonly Saying[]): Step {
  return { state, says: state.form === undefined ? says : [...says, { kind: 'question', said: '' }] };
}

function saying(shown: Shown, deed: Exclude<Deed, { kind: 'action' | 'form' }>): readonly Saying[] {
  switch (deed.kind) {
    case 'word':
      return [{ kind: 'word', title: shown.title, text: shown.drafts[deed.draft] ?? '' }];
    case 'csv': {
      const table = shown.tables[deed.table];
      return table === undefined ? [] : [{ kind: 'csv', table }];
    }
    case 'clause': {
      const opened = shown.clauses[deed.clause];
      return opened === undefined ? [] : [{ kind: 'opened', opened }];
    }
    case 'sources':
      return shown.sources === undefined ? [] : [{ kind: 'opened', opened: shown.sources }];
  }
}
