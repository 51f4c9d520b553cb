import { parseTraining, SETTINGS, type Training } from '../../training/config';
import { settingWord, shownSetting } from '../../training/messages';
import { deepEqual } from '../deep-equal';
import type { Graph } from '../document';
import type { Difference } from './difference';

/** The training settings that differ, with defaults filled in. */
export function changedSettings(before: Graph, after: Graph): readonly (keyof Training)[] {
  if (before.training === after.training) return [];
  const [was, is] = [parseTraining(before.training).training, parseTraining(after.training).training];
  return SETTINGS.filter((name) => !deepEqual(was[name], is[name]));
}

/** The differences between the training settings of two graphs. */
export function trainingDifferences(before: Graph, after: Graph): readonly Difference[] {
  const [was, is] = [parseTraining(before.training).training, parseTraining(after.training).training];
  return changedSettings(before, after).map((name) => ({
    code: 'setting',
    values: { setting: settingWord(name), from: shownSetting(name, was), to: shownSetting(name, is) },
  }));
}
