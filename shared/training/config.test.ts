import { describe, expect, test } from 'vitest';
import { explainIssue } from '../i18n/issues';
import { parseTraining } from './config';
import { LOSSES } from './losses/index';

describe('the loss of a training configuration', () => {
  test.each(LOSSES)('$name may be a name alone, or an object with parameters', ({ name, params }) => {
    const whole = { kind: name, ...params.parse({}) };
    for (const loss of [name, { kind: name }, whole]) {
      const { training, issues } = parseTraining({ loss });
      expect(issues).toEqual([]);
      expect(training.loss).toEqual(whole);
    }
  });

  test('is MSE by default', () => {
    expect(parseTraining({}).training.loss).toEqual({ kind: 'MSE' });
  });

  test.each([
    ['Nope', 'training.loss', /^It is "Nope", and must be one of "MSE", /],
    [3, 'training.loss', /^It is 3, and must be one of "MSE", /],
    [{ kind: 'Nope' }, 'training.loss.kind', /^It is "Nope", which is not one of the allowed values/],
  ])('%j is refused with its place, and MSE used instead', (loss, path, message) => {
    const { training, issues } = parseTraining({ loss });
    expect(issues.map((issue) => [issue.path, explainIssue(issue, 'en')])).toEqual([[path, expect.stringMatching(message)]]);
    expect(training.loss).toEqual({ kind: 'MSE' });
  });
});
