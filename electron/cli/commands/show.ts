import { z } from 'zod';
import { graphOf } from '../../../shared/graph/document';
import { type CodeOf, defineMessages, type Lang, type LocalizedText, translate, type Values } from '../../../shared/i18n/i18n';
import { epochsOf, type Run } from '../../../shared/runs/run';
import { unfinishedWeights } from '../../../shared/runs/unfinished-weights';
import { parseTraining } from '../../../shared/training/config';
import { type FoundRun, openRun } from '../../services/runs/store';
import { defineCommand } from '../command/command';
import { EXIT } from '../command/context';
import { JSON_OUTPUT, RUN } from '../command/options';
import { duration, percent } from '../output/messages';
import { blocks, table } from '../output/table';
import { hanging, type Line, render, span } from '../output/text';
import { STATES, summaryOf } from '../runs/summary';

export const MESSAGES = defineMessages({
  en: {
    epochs: 'epochs',
    epoch: 'epoch',
    train: 'train loss',
    val: 'validation loss',
    trainAccuracy: 'train accuracy',
    valAccuracy: 'validation accuracy',
    time: 'time',
    seed: 'seed {seed}',
    intervention: 'After step {step}: {change}.',
    rate: 'learning rate {rate}',
    more: '{epochs} epochs in total',
    weights: '{nodes} started from the weights of run {run} ({checkpoint}).',
  },
  es: {
    epochs: 'épocas',
    epoch: 'época',
    train: 'pérdida',
    val: 'pérdida de validación',
    trainAccuracy: 'exactitud',
    valAccuracy: 'exactitud de validación',
    time: 'tiempo',
    seed: 'semilla {seed}',
    intervention: 'Después del paso {step}: {change}.',
    rate: 'tasa de aprendizaje {rate}',
    more: '{epochs} épocas en total',
    weights: '{nodes} empezaron con los pesos de la ejecución {run} ({checkpoint}).',
  },
});

/** `show RUN`: one run with its settings, data, engine and epochs. */
export const show = defineCommand({
  name: 'show',
  about: {
    en: 'Show one run: its graph, data, engine, settings and metrics.',
    es: 'Muestra una ejecución: su grafo, sus datos, su motor, sus ajustes y sus métricas.',
  },
  arguments: [RUN],
  options: [JSON_OUTPUT],
  input: z.object({ run: z.string(), json: z.boolean().default(false) }),
  async run({ lang, terminal }, { run: named, json }) {
    const found = await openRun(named);
    const { run, epochs, folder } = found;
    if (json) {
      terminal.out(`${JSON.stringify({ ...summaryOf(found), run: folder, record: run, metrics: epochs })}\n`);
      return EXIT.ok;
    }
    const head: readonly Line[] = [
      [span(run.name, 'bold')],
      ...factsOf(found, lang).flatMap((fact) => hanging([], fact, terminal.columns)),
    ];
    terminal.out(render(blocks(head, epochTable(found, lang, terminal.columns)), terminal.colour));
    return EXIT.ok;
  },
});

function factsOf({ run, epochs, state, folder, inUse }: FoundRun, lang: Lang): readonly string[] {
  const text = (code: CodeOf<typeof MESSAGES>, values: Values = {}) => translate(MESSAGES, code, values, lang);
  const { training } = parseTraining(graphOf(run.document, run.graph)?.training ?? {});
  const progress = `${epochs.length}/${epochsOf(run)} ${text('epochs')}`;
  return [
    `${translate(STATES, state, {}, lang)} · ${progress} · ${text('seed', { seed: training.seed })}`,
    ...(inUse ? [inUse[lang]] : run.reason ? [run.reason[lang]] : []),
    ...(run.data.source ? [run.data.source[lang]] : []),
    ...(run.engine ? [`${run.engine.library}, Node ${run.engine.node}`] : []),
    ...run.weightsFrom.map((from) =>
      text('weights', { nodes: from.nodes.join(', '), run: from.run, checkpoint: from.checkpoint }),
    ),
    ...cautions(run).map((text) => text[lang]),
    ...run.interventions.map(({ step, learningRate, epochs: more }) => {
      const change = learningRate === undefined ? text('more', { epochs: more ?? 0 }) : text('rate', { rate: learningRate });
      return text('intervention', { step, change });
    }),
    folder,
  ];
}

function cautions({ weightsFrom }: Run): readonly LocalizedText[] {
  const text = unfinishedWeights(weightsFrom);
  return text ? [text] : [];
}

function epochTable({ run, epochs }: FoundRun, lang: Lang, width: number | undefined): readonly Line[] {
  if (epochs.length === 0) return [];
  const classifies = epochs.some(({ valAccuracy }) => valAccuracy !== undefined);
  const codes = ['epoch', 'train', 'val', ...(classifies ? (['trainAccuracy', 'valAccuracy'] as const) : []), 'time'] as const;
  const columns = codes.map((code) => ({ title: translate(MESSAGES, code, {}, lang), align: 'right' as const }));
  const rows = epochs.map(({ epoch, trainLoss, valLoss, trainAccuracy, valAccuracy }) => {
    const timing = run.timings.find((one) => one.epoch === epoch);
    return {
      cells: [
        String(epoch),
        trainLoss.toFixed(4),
        valLoss.toFixed(4),
        ...(classifies ? [percent(trainAccuracy), percent(valAccuracy)] : []),
        timing ? duration(timing.train + timing.validation) : '',
      ],
    };
  });
  return table(columns, rows, width);
}
