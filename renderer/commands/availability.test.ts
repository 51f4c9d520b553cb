import { beforeEach, expect, it } from 'vitest';
import { emptyDocument } from '../../shared/graph/document';
import { openDocument, select } from '../editor/editor';
import { useRuns } from '../editor/runs-store';
import { isEnabled, onAvailability } from './availability';
import { deleteSelection } from './delete';
import { moreEpochs } from './more-epochs';

beforeEach(() => {
  openDocument(emptyDocument(''));
  useRuns.setState(useRuns.getInitialState(), true);
});

it('enables "More epochs" as soon as the runs have loaded, and reports it', () => {
  let reports = 0;
  const stop = onAvailability(() => reports++);
  expect(isEnabled(moreEpochs)).toBe(false);
  useRuns.setState({ view: 'run-1' });
  expect(reports).toBe(1);
  expect(isEnabled(moreEpochs)).toBe(true);
  stop();
  useRuns.setState({ view: undefined });
  expect(reports).toBe(1);
});

it('enables "Delete" for a selection, and reports it', () => {
  let reports = 0;
  const stop = onAvailability(() => reports++);
  expect(isEnabled(deleteSelection)).toBe(false);
  select({ nodes: ['input'] });
  expect(isEnabled(deleteSelection)).toBe(true);
  expect(reports).toBe(1);
  stop();
});
