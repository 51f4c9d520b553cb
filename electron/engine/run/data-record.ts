import { createHash } from 'node:crypto';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import { formatShape } from '../../../shared/layers/support/shape';
import type { RunData } from '../../../shared/runs/run';
import { RunError } from '../../run-folder/error';
import { runText } from '../../run-folder/messages';
import type { OpenedDataset } from '../data/open';
import type { ImageSet } from '../data/support/images';

type Found = NonNullable<RunData['found']>;

/** The record in run.json of the images that a run begins with: it resumes with the same ones alone. */
export function recordOf({ train, validation }: OpenedDataset): Found {
  return { image: [...train.size], train: partOf(train), validation: partOf(validation) };
}

function partOf({ count, labels, images }: ImageSet): Found['train'] {
  return { count, sha256: createHash('sha256').update(labels).update(images).digest('hex') };
}

/**
 * Compares the images with those that a run began with. A run of an earlier version has no record of them.
 * @throws RunError otherData with what is different
 */
export function needSame(before: Found | undefined, opened: OpenedDataset): void {
  if (!before) return;
  const changes = changesOf(before, recordOf(opened));
  if (changes.length === 0) return;
  const joined: LocalizedText = { en: changes.map(({ en }) => en).join('; '), es: changes.map(({ es }) => es).join('; ') };
  throw new RunError('otherData', { changes: joined });
}

function changesOf(before: Found, now: Found): readonly LocalizedText[] {
  const sizes = { before: formatShape(before.image), now: formatShape(now.image) };
  const changes = [
    ...(sizes.before === sizes.now ? [] : [runText('otherData.size', sizes)]),
    ...(['train', 'validation'] as const).flatMap((part) =>
      before[part].count === now[part].count
        ? []
        : [runText(`otherData.${part}`, { before: before[part].count, now: now[part].count })],
    ),
  ];
  if (changes.length > 0) return changes;
  const same = before.train.sha256 === now.train.sha256 && before.validation.sha256 === now.validation.sha256;
  return same ? [] : [runText('otherData.content')];
}
