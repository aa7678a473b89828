/** A fenced block of a Markdown document, with what the document says about running it. */
export interface Block {
  /** The word after the fence: `console`, or '' where there is none. */
  readonly language: string;
  readonly body: string;
  /** Where the fence is, counted from 1. */
  readonly line: number;
  /** Why it is not run, from `<!-- not run: reason -->` above it; `null` where it is. */
  readonly notRun: string | null;
  /** The file that it is, from `<!-- file: hours/lines.yaml -->` above it. */
  readonly file: string | null;
}

/** A command of a `console` block, with what the document shows that it prints. */
export interface Example {
  readonly command: string;
  readonly shown: string;
}

/** The fenced blocks of a document, in order. Indented fences, as in lists, are found too. */
export function blocksIn(text: string): Block[] {
  const fences = text.matchAll(/^( *)(`{3,})([^\n`]*)\n([\s\S]*?)^\1\2$/gm);
  return [...fences].map(({ index, 1: indent = '', 3: words = '', 4: body = '' }) => {
    const above = text.slice(0, index).trimEnd();
    const [, kind, said = ''] = /<!-- (not run|file): ([^\n]+) -->$/.exec(above) ?? [];
    return {
      language: words.trim().split(' ')[0] ?? '',
      body: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      line: text.slice(0, index).split('\n').length,
      notRun: kind === 'not run' ? said : null,
      file: kind === 'file' ? said : null,
    };
  });
}

/** The bodies of the blocks of a language. */
export function bodiesIn(text: string, language: string): string[] {
  return blocksIn(text).flatMap((block) => (block.language === language ? [block.body] : []));
}

/**
 * Each `$ command` with the lines up to the next one. A command goes on after a `\` at the end of a
 * line, and while a quote is open.
 */
export function examplesIn(body: string): Example[] {
  const [before = '', ...commands] = body.split(/^\$ /m);
  if (before.trim() !== '') throw new Error(`a console block begins with "$ ", not "${before}"`);
  return commands.map((text) => {
    const lines = text.split('\n');
    let length = 1;
    while (length < lines.length && goesOn(lines.slice(0, length).join('\n'))) length += 1;
    const command = lines.slice(0, length).join('\n');
    // A shell would wait for the rest for ever.
    if (goesOn(command)) throw new Error(`a quote is open at the end of: ${command}`);
    return { command: withoutComment(command), shown: lines.slice(length).join('\n') };
  });
}

function goesOn(command: string): boolean {
  return command.endsWith('\\') || command.split("'").length % 2 === 0;
}

/** A shell would print nothing for it, and a reader copies it. */
function withoutComment(command: string): string {
  return command.replace(/ {2,}# .*$/, '');
}

/**
 * Whether an output is the one that is shown: blanks do not count, since long lines are wrapped for
 * reading, and `…` stands for anything.
 */
export function isShown(shown: string, output: string): boolean {
  const parts = shown.replace(/\s+/g, '').split('…');
  const pattern = parts
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('[\\s\\S]*');
  return new RegExp(`^${pattern}$`).test(output.replace(/\s+/g, ''));
}
