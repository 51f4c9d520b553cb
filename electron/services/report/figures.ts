import type { ImageShape } from '../../../shared/layers/support/shape';
import { encodePng } from '../../pictures/png';
import { type Curve, chart, legend } from './chart';
import { type Html, html } from './html';
import type { Say } from './messages';
import type { Measured } from './report-run';

/** Maximum number of images shown of each model. */
const SHOWN = 3;

/** The curves of runs: training dashed, validation solid. */
function curves(runs: readonly Named[], train: keyof Figures, validation: keyof Figures, say: Say): readonly Curve[] {
  return runs.flatMap(({ run, name }, colour) => {
    const points = (figure: keyof Figures) => run.epochs.map((one) => [one.epoch, one[figure] ?? Number.NaN] as const);
    return [
      { name: `${name}, ${say('train')}`, colour, dashed: true, points: points(train) },
      { name: `${name}, ${say('validation')}`, colour, points: points(validation) },
    ];
  });
}

type Figures = Pick<Measured['last'], 'trainLoss' | 'valLoss' | 'trainAccuracy' | 'valAccuracy'>;

/** A run with its name in a figure. */
export interface Named {
  readonly run: Measured;
  readonly name: string;
}

/** Charts of losses per epoch and, for classifiers, of accuracies. */
export function curveCharts(runs: readonly Named[], say: Say): Html {
  const classify = runs.some(({ run }) => run.last.valAccuracy !== undefined);
  const loss = chart(curves(runs, 'trainLoss', 'valLoss', say), {
    title: say('curves'),
    x: say('epoch'),
    y: say('loss'),
    write: (value) => String(Number(value.toPrecision(4))),
  });
  const accuracy = classify
    ? chart(curves(runs, 'trainAccuracy', 'valAccuracy', say), {
        title: say('accuracies'),
        x: say('epoch'),
        y: say('accuracy'),
        write: (value) => `${Number((100 * value).toPrecision(4))} %`,
      })
    : undefined;
  const names = [
    ...runs.map(({ name }, colour) => ({ name, colour })),
    { name: say('validation'), colour: 6 },
    { name: say('train'), colour: 6, dashed: true },
  ];
  return html`${legend(names)}${accuracy ? html`<div class="pair"><div><h3>A</h3>${loss}</div><div><h3>B</h3>${accuracy}</div></div>` : loss}`;
}

/** The same images as originals and as reconstructed by each run; `undefined` if no run has samples. */
export function reconstructions(runs: readonly Named[], say: Say): Html | undefined {
  const kept = runs.flatMap(({ run, name }) => (run.samples ? [{ samples: run.samples, name }] : []));
  const [first] = kept;
  if (!first) return undefined;
  const { samples } = first;
  // Runs with other validation images cannot be compared with these.
  const same = kept.filter((one) => one.samples.originals === samples.originals);
  const chosen = samples.images.length > 8 ? [0, 5, 8] : [0, 1, 2].slice(0, samples.images.length);
  const shown = chosen.slice(0, SHOWN);
  const columns = [{ name: say('original'), data: samples.originals, losses: undefined }].concat([]);
  const all = [
    ...columns,
    ...same.map((one) => ({ name: one.name, data: one.samples.reconstructions, losses: one.samples.losses })),
  ];
  return html`<div class="scroll"><div class="images" style="--n: ${all.length}"><span></span>${all.map(({ name }) => html`<span class="head col">${name}</span>`)}${shown.map(
    (index) =>
      html`<span class="head">${samples.labels[index] ?? ''}</span>${all.map(({ data, name, losses }) => {
        const loss = losses?.[index];
        const title = loss === undefined ? name : `${name}: ${say('perImage', { loss: loss.toFixed(4) })}`;
        return html`<img src="${pngOf(data, index, samples.size)}" alt="${`${samples.labels[index] ?? ''}, ${title}`}" title="${title}">`;
      })}`,
  )}</div></div>`;
}

/** One of several images as a PNG data URL. */
function pngOf(base64: string, index: number, [height, width, channels]: ImageShape): string {
  const size = height * width * channels;
  const pixels = Buffer.from(base64, 'base64').subarray(index * size, (index + 1) * size);
  const kept = channels === 3 ? 3 : 1;
  // With another number of channels, only the first is shown.
  const data =
    kept === channels
      ? new Uint8Array(pixels)
      : Uint8Array.from({ length: height * width }, (_, at) => pixels[at * channels] ?? 0);
  return `data:image/png;base64,${Buffer.from(encodePng({ width, height, channels: kept, data })).toString('base64')}`;
}

/** The confusion matrix in percent by true class, as in Figure 9. */
export function confusionTable({ confusion }: Measured, say: Say): Html | undefined {
  if (!confusion) return undefined;
  const { classes, counts } = confusion;
  return html`<div class="scroll"><table class="confusion"><thead><tr><th class="row">${say('trueClass')} ↓ · ${say('predicted')} →</th>${classes.map((name) => html`<th class="col"><span>${name}</span></th>`)}</tr></thead><tbody>${counts.map(
    (row, truth) => {
      const total = row.reduce((sum, count) => sum + count, 0);
      return html`<tr><th class="row">${classes[truth] ?? ''}</th>${row.map((count, predicted) => {
        const share = total === 0 ? 0 : count / total;
        const title = `${classes[truth] ?? ''} → ${classes[predicted] ?? ''}: ${count}`;
        return html`<td class="${truth === predicted ? 'right' : ''}" style="--p: ${(0.75 * share).toFixed(3)}" title="${title}">${share === 0 ? '' : (100 * share).toFixed(1)}</td>`;
      })}</tr>`;
    },
  )}</tbody></table></div>`;
}
