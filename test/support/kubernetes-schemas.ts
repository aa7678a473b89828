/** The published schemas of Kubernetes, as `kubernetes-models` in `tools/` has them. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import ts from 'typescript';

/** A document, as far as every one is alike. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** For tap's `skip`: `false`, or loudly what is left out and why. */
export const schemasAreMissing: string | false = existsSync('tools/node_modules/kubernetes-models')
  ? false
  : 'MANIFESTS ARE NOT CHECKED BY THE SCHEMAS OF KUBERNETES: npm ci --prefix tools brings them';

const TOOLS = resolve('tools/package.json');

/** Types and values that the schema of a document does not allow: what is wrong, or `null`. */
export function valueFault(document: Manifest): string | null {
  const models = createRequire(TOOLS)(moduleOf(document)) as Record<string, Model>;
  const Kind = models[document.kind];
  if (!Kind) return `${document.apiVersion} has no ${document.kind}`;
  try {
    new Kind(document).validate();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

type Model = new (document: Manifest) => { validate(): void };

/** `v1` is in a folder of its own name, `apps/v1` and `networking.k8s.io/v1` in theirs. */
function moduleOf({ apiVersion }: Manifest): string {
  return `kubernetes-models/${apiVersion}`;
}

/**
 * Fields that the schemas of documents do not have, which an API server would drop in silence. The
 * validators let them pass; the compiler does not, where a document is written as a value of its type.
 */
export function unknownFields(documents: readonly Manifest[]): string[] {
  const file = resolve('tools/manifests.ts');
  const lines = documents.map((document, index) => {
    const type = `import('${moduleOf(document)}').I${document.kind}`;
    return `export const _${index}: ${type} = ${JSON.stringify(document)};`;
  });
  const program = programOf(file, lines.join('\n'));
  const faults = program.getSemanticDiagnostics(program.getSourceFile(file));
  return faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

/** A program of one file, which is nowhere on disk, in the place from which it finds the types. */
function programOf(file: string, text: string): ts.Program {
  const options: ts.CompilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, types: [], lib: ['lib.es2022.d.ts'] },
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? text : readFile(name));
  host.getSourceFile = (name, ...rest) =>
    name === file
      ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022)
      : getSourceFile(name, ...rest);
  return ts.createProgram([file], options, host);
}
