import { Document, isMap, isPair, isScalar, isSeq, type Pair, visit } from 'yaml';
import type { WrittenDocument } from '../config/schema.ts';

/** A document of our own format as YAML, in the style of the shipped configuration. */
export function writeDocument(document: WrittenDocument): string {
  const yaml = new Document(document, { aliasDuplicateObjects: false });
  visit(yaml, {
    Collection(_key, node, path) {
      const parent = path.at(-1);
      const isItem = isSeq(parent);
      const isShort = isMap(node) ? node.items.every(({ value }) => isText(value)) : isText(node);
      const isWeek = isPair(parent) && nameOf(parent) === 'regular';
      if (isItem || (isShort && !isWeek)) node.flow = true;
    },
  });
  return yaml.toString({ lineWidth: 0 });
}

/** One text, or a list of them. */
function isText(node: unknown): boolean {
  return isScalar(node) || (isSeq(node) && node.items.every(isScalar));
}

function nameOf({ key }: Pair): unknown {
  return isScalar(key) ? key.value : key;
}
