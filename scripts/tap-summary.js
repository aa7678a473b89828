import { Transform } from 'node:stream';
import { Parser } from 'tap-parser';

/** Passes raw TAP through and adds one plain closing line: "N passed, N failed". */
export default class Summary extends Transform {
  #counts = { pass: 0, fail: 0, skip: 0, todo: 0 };
  #parser = new Parser();

  constructor() {
    super({ decodeStrings: false });
    for (const kind of Object.keys(this.#counts)) {
      this.#parser.on(kind, () => {
        this.#counts[kind]++;
      });
    }
  }

  _transform(chunk, _encoding, done) {
    this.#parser.write(String(chunk));
    done(null, chunk);
  }

  _flush(done) {
    this.#parser.once('complete', () => {
      const { pass, fail, skip, todo } = this.#counts;
      const extra = (skip ? `, ${skip} skipped` : '') + (todo ? `, ${todo} todo` : '');
      done(null, `\n${pass} passed, ${fail} failed${extra}\n`);
    });
    this.#parser.end();
  }
}
