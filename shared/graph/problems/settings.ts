import { type CodeOf, defineMessages } from '../../i18n/i18n';
import { explainIssue } from '../../i18n/issues';
import { DATASETS, OWN_DATASET } from '../../training/datasets/index';
import { setTraining } from '../fixes/proposals';
import { meantLoss } from '../habits';
import type { Finding, Rule } from './problem';

const MESSAGES = defineMessages({
  en: {
    badSetting: '{path}: {issue}',
    unknownSetting: 'This version of Patchbay does not know the setting {param}. It is kept, and has no effect here.',
    unknownDataset:
      'This version of Patchbay does not know the data set {dataset}, so sizes are not checked against its images and classes.',
  },
  es: {
    badSetting: '{path}: {issue}',
    unknownSetting: 'Esta versión de Patchbay no conoce el ajuste {param}. Se conserva, y no tiene efecto aquí.',
    unknownDataset:
      'Esta versión de Patchbay no conoce el conjunto de datos {dataset}, así que no comprueba los tamaños con sus imágenes y clases.',
  },
});
type Found = Finding<CodeOf<typeof MESSAGES>>;

/** Invalid training settings, and those that this version does not know. */
export const settings: Rule = {
  find: ({ graph, training, data, output }) => {
    const at = output === undefined ? {} : { node: output };
    return [
      ...training.issues.map((issue): Found => {
        const name = /^training\.([^.[]+)/.exec(issue.path)?.[1] ?? issue.path;
        const values = { path: issue.path, issue: { en: explainIssue(issue, 'en'), es: explainIssue(issue, 'es') } };
        const loss = name === 'loss' ? meantLoss(graph.training[name]) : undefined;
        const proposals = () => [
          ...(loss === undefined ? [] : [setTraining('setLoss', { loss }, loss)]),
          setTraining('resetSetting', { [name]: undefined }, `training.${name}`),
        ];
        return { ...at, code: 'badSetting', param: `training.${name}`, values, proposals };
      }),
      ...training.unknown.map(
        (name): Found => ({
          ...at,
          code: 'unknownSetting',
          severity: 'warning',
          param: `training.${name}`,
          values: { param: `training.${name}` },
        }),
      ),
      ...(data === undefined && training.training.dataset !== OWN_DATASET
        ? [
            {
              ...at,
              code: 'unknownDataset',
              severity: 'warning' as const,
              param: 'training.dataset',
              values: { dataset: training.training.dataset },
              proposals: () => [setTraining('setDataset', { dataset: undefined }, DATASETS[0].label)],
            },
          ]
        : []),
    ];
  },
  words: MESSAGES,
};
