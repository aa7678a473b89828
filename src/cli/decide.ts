import { composeAnswer } from '../formats/compose-answer.ts';
import { ask } from './ask.ts';
import { formatDecision } from './format-decision.ts';
import { parseMoment } from './parse-moment.ts';
import { type Question, type Refusal, withLine } from './with-line.ts';

export const runDecide = withLine(answerDecision);

async function answerDecision(question: Question): Promise<string | Refusal> {
  const { line, snapshot, now, options, terminal } = question;
  const { at: text } = options;
  const at = typeof text === 'string' ? parseMoment('at', text, line.zone) : null;
  if (at !== null && typeof at === 'object') return at;
  if (options.json) return ask(question, 'decision', typeof text === 'string' ? { at: text } : {});
  return formatDecision(composeAnswer(snapshot, line, { instant: at ?? now, at }), terminal.paint);
}
