import { createReadStream } from 'node:fs';

/** What a file holds, or standard input for `-`; or why it cannot be taken. */
export type Input = { readonly bytes: Buffer } | { readonly refused: string };

/** Little more than `maxBytes` is read, whatever the file is. */
export async function readInput(path: string, maxBytes: number): Promise<Input> {
  const name = path === '-' ? 'standard input' : path;
  const stream = path === '-' ? process.stdin : createReadStream(path);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= maxBytes) continue;
      return { refused: `${name} has more than the ${maxBytes} bytes that are read` };
    }
  } catch (error) {
    return { refused: `${name} cannot be read: ${(error as Error).message}` };
  }
  return { bytes: Buffer.concat(chunks, length) };
}
