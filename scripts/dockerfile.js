/** Reads a Dockerfile: its stages, each with its instructions. It knows what ours is written with. */

/** What an instruction does is its caller's; `#` begins a comment, `\` goes on with the next line. */
export function readStages(text) {
  const lines = text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n');
  const stages = [];
  const args = {};
  for (const line of lines.map((each) => each.trim()).filter(Boolean)) {
    const [, name, rest] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (!name) throw new Error(`Dockerfile: what is ${JSON.stringify(line)}?`);
    const value = rest.replaceAll(/\$\{(\w+)\}/g, (_all, arg) => args[arg] ?? '');
    if (name === 'ARG') Object.assign(args, Object.fromEntries([value.split('=')]));
    else if (name === 'FROM') stages.push({ name: /\bAS (\S+)/.exec(value)?.[1], steps: [] });
    else stages.at(-1).steps.push({ name, value });
  }
  return stages;
}

/** The words of an exec form, `["node", "dist/cli.js"]`; there is no other in ours. */
export function wordsOf(stage, name) {
  const { value } = stage.steps.findLast((step) => step.name === name);
  return JSON.parse(/\[.*\]$/.exec(value)[0]);
}

/** `COPY [--from=STAGE] SOURCE… TARGET`. */
export function copyOf(value) {
  const words = value.split(/\s+/);
  const from = words[0].startsWith('--from=') ? words.shift().slice('--from='.length) : null;
  return { from, sources: words.slice(0, -1), target: words.at(-1) };
}

/** What .dockerignore lets through, which is everything that begins with one of these. */
export function allowedBy(text) {
  const lines = text.split('\n').filter((line) => line && !line.startsWith('#'));
  if (lines.shift() !== '*') throw new Error('.dockerignore: it begins with everything, "*"');
  return lines.map((line) => line.slice('!'.length));
}
