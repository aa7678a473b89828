import { composeAnswer } from '../formats/compose-answer.ts';
import { explained } from './explained.ts';
import { explainedToJson } from './explained-json.ts';
import { formatExplained } from './format-explained.ts';
import { parseMoment } from './parse-moment.ts';
import { type Question, type Refusal, withLine } from './with-line.ts';

export const runExplain = withLine(answerExplanation);

async function answerExplanation(question: Question): Promise<string | Refusal> {
  const { line, snapshot, keeper, written, now, options, terminal } = question;
  const text = options.at;
  const at = typeof text === 'string' ? parseMoment('at', text, line.zone) : null;
  if (at !== null && typeof at === 'object') return at;
  const instant = at ?? now;
  const answer = composeAnswer(snapshot, line, { instant, at });
  const told = explained(line, instant, { written, overrides: keeper.overrides });
  if (options.json) return `${JSON.stringify(explainedToJson(answer, told), null, 2)}\n`;
  return formatExplained(answer, told, terminal.paint);
}
